import { Outcome } from '@cloudx3/proto';
import type { Evaluation } from '@cloudx3/adapter-kit';

/** A row that could not be read, in the code that the whole answer has where an operation has no rows (ROW-2). */
const CODES: Readonly<Partial<Record<Outcome, string>>> = {
  [Outcome.NO_ROW]: 'row.missing',
  [Outcome.CONDITION]: 'vendor.condition_failed',
  [Outcome.ABSENT]: 'reading.absent',
  [Outcome.NULL]: 'reading.null',
  [Outcome.NON_NUMERIC]: 'reading.non_numeric',
  [Outcome.OUT_OF_BOUNDS]: 'reading.out_of_bounds',
  [Outcome.AMBIGUOUS]: 'reading.ambiguous',
  [Outcome.QUALITY]: 'reading.quality',
  [Outcome.OBSERVED_AT]: 'observed_at.invalid',
};

/** The code of an outcome; `ok` where the row could be read. */
export function codeOf(outcome: Outcome): string {
  return outcome === Outcome.OK ? 'ok' : (CODES[outcome] ?? `outcome ${outcome}`);
}

/** The code of what a whole answer says: of its first row that could not be read, where it has rows. */
export function codeOfAll({ rows }: Evaluation): string {
  return rows.map(({ outcome }) => codeOf(outcome)).find((code) => code !== 'ok') ?? 'ok';
}
