import { equalBytes } from '@cloudx3/proto';
import type { AttestationBody } from '@cloudx3/proto';
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
  const readings = checkReadings(body, operation);
  if (!readings.ok) return readings;
  const observed = checkObservedAt(body, operation);
  if (!observed.ok) return observed;
  const mode = modeRow(body.mode);
  return mode === undefined
    ? fail('attestation.mode', 'is not known', 'mode')
    : mode.evidence.check(body, operation);
}

function checkReadings(body: AttestationBody, operation: CheckedOperation): CoreResult<undefined> {
  const selectors = operation.message.readings;
  if (body.readings.length !== selectors.length) {
    return fail(
      'attestation.readings',
      `has ${body.readings.length}, the operation ${selectors.length}`,
      'readings',
    );
  }
  for (const [i, { name, unit, min, max }] of selectors.entries()) {
    const field = `readings.${name}`;
    const reading = body.readings[i];
    if (reading?.value === undefined || reading.name !== name || reading.unit !== unit) {
      return fail('attestation.readings', "is not the operation's, by name and unit", field);
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

function checkObservedAt(body: AttestationBody, operation: CheckedOperation): CoreResult<undefined> {
  const declared = operation.message.observedAt !== undefined;
  if (declared !== body.observedAtMs > 0n) {
    return fail('attestation.observed_at', declared ? 'is missing' : 'is not declared', 'observed_at_ms');
  }
  return body.observedAtMs > body.sessionTimeMs + MAX_AHEAD_MS
    ? fail('attestation.observed_at', 'is later than the session allows', 'observed_at_ms')
    : ok();
}
