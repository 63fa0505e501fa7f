/** What the linter can say, and why it matters. `error` fails the conformance suite. */
export const LINT_CODES = {
  'hole.open_end':
    'A hole of varying length is followed by a character of its own charset: where it ends is not to be seen.',
  'hole.in_path': 'A hidden part of the path chooses the resource, and nobody but the prover knows which.',
  'hole.length_varies': 'The visible length of a hole may tell credentials apart.',
  'hole.proxy_unfit': 'The hole cannot be hidden in PROXY mode, which most feeds read in (PRX-1).',
  'parameter.run_together':
    'Two values can be cut apart in two ways: different parameters make the same request.',
  'reading.unit_unproven': 'The body says the unit, and no condition demands it.',
  'reading.unbounded': 'A reading without bounds lets any number through.',
  'reading.by_index': 'An element that is found by its place may be another one tomorrow.',
  'subject.unproven': 'The answer does not show that it is about what was asked; the request alone says so.',
  'observed_at.undeclared': 'The vendor gives no time of measurement; only the time of the session is known.',
  'size.request_exceeds':
    'Parameters within their bounds can make a request that is longer than the operation allows.',
  'size.request_slack':
    'The bound on the request is wider than any request can be; in MPC mode every byte of it costs.',
} as const satisfies Record<string, string>;

export type LintCode = keyof typeof LINT_CODES;

export interface LintFinding {
  /** An error is to be mended; a warning needs a reason; a note is what readers of an attestation should know. */
  readonly severity: 'error' | 'warning' | 'note';
  readonly code: LintCode;
  /** The part of the operation, for example `readings.power`. */
  readonly field: string;
  readonly message: string;
}

export function finding(
  severity: LintFinding['severity'],
  code: LintCode,
  field: string,
  detail?: string,
): LintFinding {
  return {
    severity,
    code,
    field,
    message: detail === undefined ? LINT_CODES[code] : `${LINT_CODES[code]} ${detail}`,
  };
}
