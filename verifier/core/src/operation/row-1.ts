import { OperationKind } from '@cloudx3/proto';
import type { ListType, Operation, Rows } from '@cloudx3/proto';
import { fail, ok } from '../result.ts';
import type { CoreResult } from '../result.ts';
import { OPERATION_LIMITS } from './limits.ts';
import { utf8Length } from './names.ts';
import { checkConditions, checkPath } from './op-2-conditions.ts';

// What a row takes in an attestation besides its key (twice, since it is an item too) and its readings: subject, outcome, times, lengths.
const ROW_BYTES = 121;
/** The same for a reading besides its name and unit. */
const READING_BYTES = 23;
/** What the rows of an attestation may take of the 8,192 bytes that are read of one. */
const ALL_ROWS_BYTES = 7_168;

/** Rule ROW-1: the rows of an operation, if it has any. */
export function checkRows(operation: Operation): CoreResult<undefined> {
  const { rows } = operation;
  if (rows === undefined) return ok();
  if (operation.kind !== OperationKind.READ) return fail('operation.rows', 'only a READ has them', 'rows');
  const list = listOf(operation, rows);
  if (list === undefined) return fail('operation.rows', 'the list is not declared', 'rows.list');
  const path = checkPath(rows.path, 'rows.path');
  if (!path.ok) return path;
  const key = checkPath(rows.key, 'rows.key');
  if (!key.ok) return key;
  const conditions = checkConditions(rows.conditions, 'rows.conditions');
  if (!conditions.ok) return conditions;
  return bytesOfRows(operation, list) <= ALL_ROWS_BYTES
    ? ok()
    : fail('operation.rows', 'no attestation holds so many; take fewer items or readings', 'rows');
}

function listOf({ parameters }: Operation, { list }: Rows): ListType | undefined {
  const type = parameters.find(({ name }) => name === list)?.type;
  return type?.case === 'list' ? type.value : undefined;
}

function bytesOfRows({ readings }: Operation, { item, maxItems }: ListType): number {
  const said = readings.map(({ name, unit }) => READING_BYTES + name.length + utf8Length(unit));
  const row = ROW_BYTES + 2 * (item?.maxLength ?? OPERATION_LIMITS.tokenLength);
  return maxItems * said.reduce((sum, bytes) => sum + bytes, row);
}
