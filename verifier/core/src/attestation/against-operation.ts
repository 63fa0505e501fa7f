import { equalBytes, Outcome, Quality } from '@cloudx3/proto';
import type { AttestationBody, Operation, Reading, Row } from '@cloudx3/proto';
import { compareDecimal } from '../decimal/arithmetic.ts';
import type { Decimal } from '../decimal/decimal.ts';
import { modeRow } from '../modes/table.ts';
import type { CheckedOperation } from '../operation/checked-operation.ts';
import { checkParamList } from '../operation/params.ts';
import { fail, ok } from '../result.ts';
import type { CoreResult } from '../result.ts';

/** What a vendor's clock may be ahead of the notary's (rule SEL-4). */
export const MAX_AHEAD_MS = 60_000n;

/** Rule ATT-4: a well-formed body against its operation. */
export function checkAgainstOperation(
  body: AttestationBody,
  operation: CheckedOperation,
): CoreResult<undefined> {
  if (!equalBytes(body.operationId, operation.id)) {
    return fail('attestation.operation', 'is of another operation', 'operation_id');
  }
  const params = checkParamList(operation, body.params);
  if (!params.ok) return params;
  const said = checkSaid(body, operation.message);
  if (!said.ok) return said;
  const mode = modeRow(body.mode);
  return mode === undefined
    ? fail('attestation.mode', 'is not known', 'mode')
    : mode.evidence.check(body, operation);
}

/** Readings and times are exactly the operation's; in each row where it has rows. */
function checkSaid(body: AttestationBody, operation: Operation): CoreResult<undefined> {
  if (operation.rows === undefined) {
    return body.rows.length > 0
      ? fail('attestation.rows', 'are not declared', 'rows')
      : checkAnswer(body, body.sessionTimeMs, operation, '');
  }
  const list = operation.rows.list;
  const items = body.params.find(({ name }) => name === list)?.items ?? [];
  if (items.length !== body.rows.length || !items.every((item, i) => item === body.rows[i]?.key)) {
    return fail('attestation.rows', `are not those of ${list}`, 'rows');
  }
  for (const [i, row] of body.rows.entries()) {
    if (row.outcome !== Outcome.OK) continue;
    const answer = checkAnswer(row, body.sessionTimeMs, operation, `rows.${i}.`);
    if (!answer.ok) return answer;
  }
  return ok();
}

/** What is said of one device. */
type Answer = Pick<Row, 'readings' | 'observedAtMs' | 'periodStartMs'>;

function checkAnswer(
  answer: Answer,
  sessionTimeMs: bigint,
  operation: Operation,
  at: string,
): CoreResult<undefined> {
  const readings = checkReadings(answer.readings, operation, at);
  return readings.ok ? checkTimes(answer, sessionTimeMs, operation, at) : readings;
}

function checkReadings(
  readings: readonly Reading[],
  { readings: selectors }: Operation,
  at: string,
): CoreResult<undefined> {
  if (readings.length !== selectors.length) {
    const counts = `has ${readings.length}, the operation ${selectors.length}`;
    return fail('attestation.readings', counts, `${at}readings`);
  }
  for (const [i, { name, unit, min, max, quality }] of selectors.entries()) {
    const field = `${at}readings.${name}`;
    const reading = readings[i];
    if (reading?.value === undefined || reading.name !== name || reading.unit !== unit) {
      return fail('attestation.readings', "is not the operation's, by name and unit", field);
    }
    if ((quality !== undefined) !== (reading.quality !== Quality.UNSPECIFIED)) {
      return fail('attestation.readings', 'has a quality exactly where the operation asks for it', field);
    }
    if (!isWithin(reading.value, min, max)) return fail('attestation.readings', 'is out of bounds', field);
  }
  return ok();
}

/** Whether a value is within the bounds that are given, ends included (rule SEL-3). */
export function isWithin(value: Decimal, min: Decimal | undefined, max: Decimal | undefined): boolean {
  return (
    (min === undefined || compareDecimal(value, min) >= 0) &&
    (max === undefined || compareDecimal(value, max) <= 0)
  );
}

function checkTimes(
  { observedAtMs, periodStartMs }: Answer,
  sessionTimeMs: bigint,
  { observedAt, periodStart }: Operation,
  at: string,
): CoreResult<undefined> {
  const declared: readonly (readonly [string, boolean, bigint])[] = [
    ['observed_at_ms', observedAt !== undefined, observedAtMs],
    ['period_start_ms', periodStart !== undefined, periodStartMs],
  ];
  for (const [field, isDeclared, time] of declared) {
    if (isDeclared === time > 0n) continue;
    return fail('attestation.observed_at', isDeclared ? 'is missing' : 'is not declared', `${at}${field}`);
  }
  return observedAtMs > sessionTimeMs + MAX_AHEAD_MS
    ? fail('attestation.observed_at', 'is later than the session allows', `${at}observed_at_ms`)
    : ok();
}
