interface LintRule {
  /** Why it matters. */
  readonly meaning: string;
  /** The way out. */
  readonly remedy: string;
}

/** What the linter can say, why it matters, and the way out. `error` fails the conformance suite. */
export const LINT_CODES = {
  'hole.open_end': {
    meaning:
      'A hole of varying length is followed by a character of its own charset: where it ends is not to be seen.',
    remedy:
      'Put a character behind it that the charset lacks, narrow the charset, or give the hole one length.',
  },
  'hole.in_path': {
    meaning: 'A hidden part of the path chooses the resource, and nobody but the prover knows which.',
    remedy: "Use the vendor's header or query credential where there is one.",
  },
  'hole.length_varies': {
    meaning: 'The visible length of a hole may tell credentials apart.',
    remedy: "Give the hole the vendor's one length where there is one, else the narrowest bounds.",
  },
  'hole.proxy_unfit': {
    meaning: 'The hole cannot be hidden in PROXY mode, which most feeds read in (PRX-1).',
    remedy:
      'Let it fill a whole value between delimiters, of at least 8 bytes, and of one exact length in the request line; where the vendor takes the credential in a header or form too, put it there.',
  },
  'parameter.run_together': {
    meaning: 'Two values can be cut apart in two ways: different parameters make the same request.',
    remedy:
      'Put a character between them that at least one of the charsets lacks, or give the first one length.',
  },
  'reading.unit_unproven': {
    meaning: 'The body says the unit, and no condition demands it.',
    remedy: 'Add a condition with "isText" on the unit.',
  },
  'reading.unbounded': {
    meaning: 'A reading without bounds lets any number through.',
    remedy: 'Give it the "min" and "max" that only a defect exceeds.',
  },
  'reading.by_index': {
    meaning: 'An element that is found by its place may be another one tomorrow.',
    remedy: 'Find it by a member of its own, with "element".',
  },
  'subject.unproven': {
    meaning: 'The answer does not show that it is about what was asked; the request alone says so.',
    remedy: 'Where the answer names the device, demand it with "isParameter" or find it with "element".',
  },
  'observed_at.undeclared': {
    meaning: 'The vendor gives no time of measurement; only the time of the session is known.',
    remedy: 'Where the answer holds a time, declare it as "observedAt".',
  },
  'size.request_exceeds': {
    meaning: 'Parameters within their bounds can make a request that is longer than the operation allows.',
    remedy: 'Leave "maxRequestBytes" out: it becomes the longest request.',
  },
  'size.request_slack': {
    meaning: 'The bound on the request is wider than any request can be; in MPC mode every byte of it costs.',
    remedy: 'Leave "maxRequestBytes" out: it becomes the longest request.',
  },
} as const satisfies Record<string, LintRule>;

/** A code of {@link LINT_CODES}. */
export type LintCode = keyof typeof LINT_CODES;

/** Something unwise in an operation. */
export interface LintFinding {
  /** An error is to be mended; a warning needs a reason; a note is what readers of an attestation should know. */
  readonly severity: 'error' | 'warning' | 'note';
  /** Which kind; stable. */
  readonly code: LintCode;
  /** The part of the operation, for example `readings.power`. */
  readonly field: string;
  /** Why it matters, and what is particular here. */
  readonly message: string;
  /** What the adapter's author can do about it. */
  readonly remedy: string;
}

export function finding(
  severity: LintFinding['severity'],
  code: LintCode,
  field: string,
  detail?: string,
): LintFinding {
  const { meaning, remedy } = LINT_CODES[code];
  return {
    severity,
    code,
    field,
    message: detail === undefined ? meaning : `${meaning} ${detail}`,
    remedy,
  };
}
