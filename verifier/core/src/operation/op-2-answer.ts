import { TimeFormat } from '@cloudx3/proto';
import type { ObservedAt, Operation } from '@cloudx3/proto';
import { fail, ok } from '../result.ts';
import type { CoreResult } from '../result.ts';
import { OPERATION_LIMITS } from './limits.ts';
import { isStrictlyIncreasingNumbers } from './names.ts';
import { checkConditions, checkPath } from './op-2-conditions.ts';
import { checkReadings } from './op-2-readings.ts';
import { checkRows } from './row-1.ts';

const TIME_FORMATS = new Set([
  TimeFormat.UNIX_SECONDS,
  TimeFormat.UNIX_MILLISECONDS,
  TimeFormat.RFC3339,
  TimeFormat.ISO8601_UTC,
]);

/** Rule OP-2 for what is read from the response: statuses, conditions, readings, times and rows. */
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
  const conditions = checkConditions(operation.conditions, 'conditions');
  if (!conditions.ok) return conditions;
  for (const check of [checkReadings, checkTimes, checkRows]) {
    const result = check(operation);
    if (!result.ok) return result;
  }
  return ok();
}

/** Rule SEL-6: a period ends at observed_at, so it begins nowhere without one. */
function checkTimes({ observedAt, periodStart }: Operation): CoreResult<undefined> {
  const observed = checkTime(observedAt, 'operation.observed_at', 'observed_at');
  if (!observed.ok || periodStart === undefined) return observed;
  return observedAt === undefined
    ? fail('operation.period_start', 'goes with observed_at', 'period_start')
    : checkTime(periodStart, 'operation.period_start', 'period_start');
}

function checkTime(
  time: ObservedAt | undefined,
  code: 'operation.observed_at' | 'operation.period_start',
  field: string,
): CoreResult<undefined> {
  if (time === undefined) return ok();
  if (!TIME_FORMATS.has(time.format)) return fail(code, 'the format is not known', field);
  return checkPath(time.path, `${field}.path`);
}
