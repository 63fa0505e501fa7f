import { OperationKind, ReadingSource, TimeFormat } from '@cloudx3/proto';
import type { Condition, Decimal, Operation, Part, ReadingSelector, Step } from '@cloudx3/proto';
import { compareDecimal } from '../decimal/arithmetic.ts';
import { isDecimal } from '../decimal/decimal.ts';
import { fail, ok } from '../result.ts';
import type { CoreResult } from '../result.ts';
import { checkParts } from './check-parts.ts';
import { OPERATION_LIMITS } from './limits.ts';
import { isStrictlyIncreasing, isStrictlyIncreasingNumbers, NAME, utf8Length } from './names.ts';

const JSON_LITERAL = /^(?:true|false|null|-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)$/;
/** Units are visible ASCII (rule OP-2). */
export const UNIT = /^[\x21-\x7e]{1,16}$/;
const SOURCES = new Set([
  ReadingSource.NUMBER,
  ReadingSource.NUMERIC_STRING,
  ReadingSource.BOOLEAN,
  ReadingSource.MAPPED_STRING,
]);
const TIME_FORMATS = new Set([
  TimeFormat.UNIX_SECONDS,
  TimeFormat.UNIX_MILLISECONDS,
  TimeFormat.RFC3339,
  TimeFormat.ISO8601_UTC,
]);

/** Rule OP-2 for what is read from the response: statuses, conditions, readings and the time of observation. */
export function checkAnswer(operation: Operation): CoreResult<undefined> {
  const statuses = operation.successStatuses;
  if (
    statuses.length === 0 ||
    statuses.length > OPERATION_LIMITS.statuses ||
    !statuses.every((status) => status >= 200 && status <= 299) ||
    !isStrictlyIncreasingNumbers(statuses)
  ) {
    return fail('operation.statuses', 'are not strictly increasing within 200 to 299', 'success_statuses');
  }
  if (operation.conditions.length > OPERATION_LIMITS.conditions) {
    return fail('operation.conditions', `at most ${OPERATION_LIMITS.conditions} are allowed`, 'conditions');
  }
  for (const [i, condition] of operation.conditions.entries()) {
    const checked = checkCondition(condition, `conditions.${i}`);
    if (!checked.ok) return checked;
  }
  const readings = checkReadings(operation);
  if (!readings.ok || operation.observedAt === undefined) return readings;
  if (!TIME_FORMATS.has(operation.observedAt.format)) {
    return fail('operation.observed_at', 'the format is not known', 'observed_at');
  }
  return checkPath(operation.observedAt.path, 'observed_at.path');
}

function checkCondition(condition: Condition, field: string): CoreResult<undefined> {
  const path = checkPath(condition.path, `${field}.path`);
  if (!path.ok) return path;
  const { test } = condition;
  switch (test.case) {
    case 'equalsString':
      return checkComparison(test.value.parts, `${field}.equals_string`);
    case 'equalsLiteral':
      return test.value.length <= OPERATION_LIMITS.text && JSON_LITERAL.test(test.value)
        ? ok()
        : fail(
            'operation.conditions',
            'is not true, false, null or a JSON number',
            `${field}.equals_literal`,
          );
    case 'present':
      return ok();
    case undefined:
      return fail('operation.conditions', 'has no test', field);
  }
}

function checkReadings(operation: Operation): CoreResult<undefined> {
  const { readings } = operation;
  const least = operation.kind === OperationKind.READ ? 1 : 0;
  if (readings.length < least || readings.length > OPERATION_LIMITS.readings) {
    return fail('operation.readings', `has ${least} to ${OPERATION_LIMITS.readings}`, 'readings');
  }
  for (const reading of readings) {
    const field = `readings.${reading.name}`;
    const problem = problemOfReading(reading);
    if (problem !== undefined) return fail('operation.readings', problem, field);
    const path = checkPath(reading.path, `${field}.path`);
    if (!path.ok) return path;
  }
  if (!isStrictlyIncreasing(readings.map((reading) => reading.name))) {
    return fail('operation.readings', 'names are not strictly increasing', 'readings');
  }
  return ok();
}

function problemOfReading(reading: ReadingSelector): string | undefined {
  const { name, unit, source, exponent, min, max, map } = reading;
  if (!NAME.test(name)) return 'the name is not of a-z, 0-9 and _';
  if (!UNIT.test(unit)) return 'the unit is not 1 to 16 characters of visible ASCII';
  if (!SOURCES.has(source)) return 'the source is not known';
  if (Math.abs(exponent) > OPERATION_LIMITS.exponent) return 'the exponent is within -18 to 18';
  if ([min, max].some((bound) => bound !== undefined && !isDecimal(bound))) return 'min or max is no decimal';
  if (isAbove(min, max)) return 'min is above max';
  if (source !== ReadingSource.MAPPED_STRING) {
    return map.length === 0 ? undefined : 'only a mapped string has a map';
  }
  if (map.length === 0 || map.length > OPERATION_LIMITS.mapEntries) return 'the map has 1 to 64 entries';
  const fits = map.every(({ text, value }) => isText(text) && value !== undefined && isDecimal(value));
  if (!fits) return 'a map entry has no decimal, or too long a text';
  return isStrictlyIncreasing(map.map((entry) => entry.text)) ? undefined : 'map texts are not increasing';
}

function isAbove(min: Decimal | undefined, max: Decimal | undefined): boolean {
  return min !== undefined && max !== undefined && compareDecimal(min, max) > 0;
}

function checkPath(path: readonly Step[], field: string): CoreResult<undefined> {
  if (path.length > OPERATION_LIMITS.pathSteps) {
    return fail('operation.path', `at most ${OPERATION_LIMITS.pathSteps} steps are allowed`, field);
  }
  for (const { kind } of path) {
    if (kind.case === undefined) return fail('operation.path', 'has an empty step', field);
    const key = kind.case === 'key' ? kind.value : kind.case === 'match' ? kind.value.key : '';
    if (!isText(key)) return fail('operation.path', 'has too long a member name', field);
    if (kind.case !== 'match') continue;
    const equals = checkComparison(kind.value.equals, field);
    if (!equals.ok) return equals;
  }
  return ok();
}

/** A text that something in the response is compared with: literals and parameters, and never a hole (rule OP-3). */
function checkComparison(parts: readonly Part[], field: string): CoreResult<undefined> {
  if (parts.some((part) => part.kind.case === 'hole')) {
    return fail('operation.hole_use', 'a hole may not stand in a condition or a path', field);
  }
  return checkParts(parts, field, 'operation.conditions', isText);
}

function isText(text: string): boolean {
  return utf8Length(text) <= OPERATION_LIMITS.text && text.isWellFormed();
}
