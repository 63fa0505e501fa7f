import type { Operation, Row } from '@cloudx3/proto';
import type { CheckedOperation } from '../operation/checked-operation.ts';
import { checkParams } from '../operation/params.ts';
import type { Params } from '../operation/params.ts';
import { fail, ok } from '../result.ts';
import type { CoreResult } from '../result.ts';
import { holds } from '../selector/condition.ts';
import { selectAnswer } from './answer.ts';
import type { Answer } from './answer.ts';
import { evaluateRows } from './evaluate-rows.ts';
import type { RowsContext } from './evaluate-rows.ts';
import { parseJson } from './json.ts';
import type { JsonValue } from './json.ts';
import { parseResponse } from './parse.ts';
import { checkStatus } from './status.ts';

/** What a response says, as an attestation carries it. Where the operation has rows, it is all said in them. */
export interface Evaluation extends Answer {
  /** One for each item of the list, in its order; their subjects are empty, since a response does not know them. */
  readonly rows: Row[];
}

const NOTHING: Evaluation = { readings: [], observedAtMs: 0n, periodStartMs: 0n, rows: [] };

/**
 * What a notary does with what was received: reads the response (RES-1 to RES-4), checks the conditions (CON-1), and takes the readings
 * and times (SEL-1 to SEL-6), row by row where it has rows (ROW-1, ROW-2).
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
  if (!readsBody(message)) return ok(NOTHING);
  const body = parseJson(response.value.body);
  if (!body.ok) return body;
  const values = new Map(checked.value.map(({ name, value }) => [name, value]));
  const failed = message.conditions.findIndex((condition) => !holds(condition, body.value, values));
  if (failed >= 0) return fail('vendor.condition_failed', 'does not hold', `conditions.${failed}`);
  return evaluateBody(body.value, {
    operation: message,
    params: values,
    wanted: checked.value.find(({ name }) => name === message.rows?.list)?.items ?? [],
    sessionTimeMs,
  });
}

function readsBody({ conditions, readings, observedAt }: Operation): boolean {
  return conditions.length > 0 || readings.length > 0 || observedAt !== undefined;
}

function evaluateBody(body: JsonValue, context: RowsContext): CoreResult<Evaluation> {
  const { operation, params, sessionTimeMs } = context;
  if (operation.rows === undefined) {
    const answer = selectAnswer(operation, body, params, sessionTimeMs);
    return answer.ok ? ok({ ...answer.value, rows: [] }) : answer;
  }
  const rows = evaluateRows(operation.rows, body, context);
  return rows.ok ? ok({ ...NOTHING, rows: rows.value }) : rows;
}
