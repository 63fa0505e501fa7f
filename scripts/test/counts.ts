/** How many tests a suite ran. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

export const NO_TESTS: Counts = { passed: 0, failed: 0, skipped: 0 };

export function add(a: Counts, b: Counts): Counts {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped };
}

/** What one suite ran, by name where a reader needs the name. */
export interface SuiteResult extends Counts {
  readonly skippedNames: readonly string[];
  /** Each with the first lines of its message. */
  readonly failures: readonly string[];
}

/** The closing line that people and programs read. */
export function closingLine(counts: Counts): string {
  return `${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`;
}
