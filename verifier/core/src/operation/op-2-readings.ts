import { OperationKind, ReadingSource } from '@cloudx3/proto';
import type { Decimal, Operation, ReadingSelector } from '@cloudx3/proto';
import { compareDecimal } from '../decimal/arithmetic.ts';
import { isDecimal } from '../decimal/decimal.ts';
import { fail, ok } from '../result.ts';
import type { CoreResult } from '../result.ts';
import { OPERATION_LIMITS } from './limits.ts';
import { isStrictlyIncreasing, isText, NAME } from './names.ts';
import { checkPath } from './op-2-conditions.ts';
import { checkMeaning } from './op-7.ts';

/** Units of either edition are visible ASCII; which ones an operation may have, its edition says (rules OP-2, UNI-1). */
export const UNIT = /^[\x21-\x7e]{1,64}$/;
const SOURCES = new Set([
  ReadingSource.NUMBER,
  ReadingSource.NUMERIC_STRING,
  ReadingSource.BOOLEAN,
  ReadingSource.MAPPED_STRING,
]);

/** Rule OP-2 for the readings of an operation. */
export function checkReadings(operation: Operation): CoreResult<undefined> {
  const { readings } = operation;
  const least = operation.kind === OperationKind.READ ? 1 : 0;
  if (readings.length < least || readings.length > OPERATION_LIMITS.readings) {
    return fail('operation.readings', `has ${least} to ${OPERATION_LIMITS.readings}`, 'readings');
  }
  for (const reading of readings) {
    const field = `readings.${reading.name}`;
    const problem = problemOfReading(reading, operation.version);
    if (problem !== undefined) return fail('operation.readings', problem, field);
    const meaning = operation.version === 1 ? ok() : checkMeaning(reading, field);
    if (!meaning.ok) return meaning;
    for (const path of [reading.path, reading.quality?.path ?? []]) {
      const checked = checkPath(path, `${field}.path`);
      if (!checked.ok) return checked;
    }
  }
  if (!isStrictlyIncreasing(readings.map((reading) => reading.name))) {
    return fail('operation.readings', 'names are not strictly increasing', 'readings');
  }
  return ok();
}

function problemOfReading(reading: ReadingSelector, version: number): string | undefined {
  const { name, unit, source, exponent, min, max, map } = reading;
  if (!NAME.test(name)) return 'the name is not of a-z, 0-9 and _';
  if (version === 1 && !(UNIT.test(unit) && unit.length <= OPERATION_LIMITS.unit)) {
    return 'the unit is not 1 to 16 characters of visible ASCII';
  }
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
