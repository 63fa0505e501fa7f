/** What was looked at, and how it went. */
export interface Line {
  readonly outcome: 'holds' | 'fails' | 'not checked';
  /** Begins with the rule of docs/PROTOCOL.md, where there is one. */
  readonly text: string;
  /** Why it fails, or what it would take to check it. */
  readonly detail?: string | undefined;
}

/** The line of a check. The checks of verifier-core do not throw: they give `ok`, and a message where it is false. */
export function lineOf(text: string, result: { readonly ok: boolean; readonly message?: string }): Line {
  return { outcome: result.ok ? 'holds' : 'fails', text, detail: result.ok ? undefined : result.message };
}

const MARKS = { holds: '✓', fails: '✗', 'not checked': '–' } as const;

export function print({ outcome, text, detail }: Line): void {
  console.log(`  ${MARKS[outcome]} ${text}${detail === undefined ? '' : `: ${detail}`}`);
}
