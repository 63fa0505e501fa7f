import { Outcome } from '@cloudx3/proto';
import type { AttestationBody, Row } from '@cloudx3/proto';
import { isStrictlyIncreasing, utf8Length } from '../operation/names.ts';
import { areReadings, isSubject, MAX_ROWS, TIME_BOUND, VALUE_BYTES } from './parts.ts';

/** Rule ATT-2: at most 32 rows, strictly increasing by key. What stands in rows stands nowhere else. */
export function areRows(body: AttestationBody): boolean {
  const { rows } = body;
  if (rows.length === 0) return true;
  const alone =
    body.subject === '' &&
    body.readings.length === 0 &&
    body.observedAtMs === 0n &&
    body.periodStartMs === 0n;
  return (
    alone && rows.length <= MAX_ROWS && rows.every(isRow) && isStrictlyIncreasing(rows.map(({ key }) => key))
  );
}

/** Rule ATT-2: a row has readings and times where it could be read, and neither where not. */
function isRow({ key, subject, outcome, readings, observedAtMs, periodStartMs }: Row): boolean {
  const said =
    outcome === Outcome.OK
      ? areReadings(readings)
      : outcome !== Outcome.UNSPECIFIED && outcome in Outcome && readings.length === 0 && observedAtMs === 0n;
  return (
    said &&
    key !== '' &&
    utf8Length(key) <= VALUE_BYTES &&
    isSubject(subject) &&
    observedAtMs < TIME_BOUND &&
    periodStartMs <= observedAtMs
  );
}
