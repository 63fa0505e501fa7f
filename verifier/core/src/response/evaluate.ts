import { create, ReadingSchema } from '@cloudx3/proto';
import type { Operation, Reading } from '@cloudx3/proto';
import type { CheckedOperation } from '../operation/checked-operation.ts';
import { checkParams } from '../operation/params.ts';
import type { Params } from '../operation/params.ts';
import { fail, ok } from '../result.ts';
import type { CoreResult } from '../result.ts';
import { holds } from '../selector/condition.ts';
import { selectObservedAt } from '../selector/observed-at.ts';
import type { ParamValues } from '../selector/path.ts';
import { selectReading } from '../selector/reading.ts';
import { parseJson } from './json.ts';
import type { JsonValue } from './json.ts';
import { parseResponse } from './parse.ts';
import { checkStatus } from './status.ts';

/** What a response says, as an attestation carries it. */
export interface Evaluation {
  /** Strictly increasing by name. */
  readonly readings: Reading[];
  /** 0 where the operation declares none. */
  readonly observedAtMs: bigint;
}

/**
 * What a notary does with what was received: reads the response (RES-1 to RES-4), checks the conditions (CON-1), and takes the readings
 * (SEL-1 to SEL-3) and the time of observation (SEL-4).
 */
export function evaluateResponse(
  operation: CheckedOperation,
  params: Params,
  received: Uint8Array,
  sessionTimeMs: bigint,
): CoreResult<Evaluation> {
  const { message } = operation;
  const checked = checkParams(operation, params);
  if (!checked.ok) return checked;
  const response = parseResponse(received, { maxBytes: message.maxResponseBytes });
  if (!response.ok) return response;
  const status = checkStatus(response.value.status, message.successStatuses);
  if (!status.ok) return status;
  if (!readsBody(message)) return ok({ readings: [], observedAtMs: 0n });
  const body = parseJson(response.value.body);
  if (!body.ok) return body;
  const values = new Map(checked.value.map(({ name, value }) => [name, value]));
  return evaluateBody(message, body.value, values, sessionTimeMs);
}

function readsBody({ conditions, readings, observedAt }: Operation): boolean {
  return conditions.length > 0 || readings.length > 0 || observedAt !== undefined;
}

function evaluateBody(
  operation: Operation,
  body: JsonValue,
  params: ParamValues,
  sessionTimeMs: bigint,
): CoreResult<Evaluation> {
  const failed = operation.conditions.findIndex((condition) => !holds(condition, body, params));
  if (failed >= 0) return fail('vendor.condition_failed', 'does not hold', `conditions.${failed}`);
  const readings: Reading[] = [];
  for (const selector of operation.readings) {
    const value = selectReading(selector, body, params);
    if (!value.ok) return value;
    const { name, unit } = selector;
    readings.push(create(ReadingSchema, { name, unit, value: { ...value.value } }));
  }
  if (operation.observedAt === undefined) return ok({ readings, observedAtMs: 0n });
  const observedAt = selectObservedAt(operation.observedAt, body, params, sessionTimeMs);
  return observedAt.ok ? ok({ readings, observedAtMs: observedAt.value }) : observedAt;
}
