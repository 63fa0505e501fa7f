import { Quality, StateKind } from '@cloudx3/proto';
import type { Operation, QualitySelector, ReadingSelector } from '@cloudx3/proto';
import { isEdition } from '../edition.ts';
import { fail, ok } from '../result.ts';
import type { CoreResult } from '../result.ts';
import { QUANTITIES } from '../unit/quantities.ts';
import { isUnit } from '../unit/unit.ts';
import { OPERATION_LIMITS } from './limits.ts';
import { isStrictlyIncreasing, isText } from './names.ts';

const WORDS: ReadonlySet<string> = new Set(QUANTITIES);
const KINDS = new Set([StateKind.MEASUREMENT, StateKind.TOTAL, StateKind.TOTAL_INCREASING]);
/** Times are exact numbers in JSON. */
const PERIOD_END = 2n ** 53n;
const GRADES = new Set([Quality.OK, Quality.ESTIMATED, Quality.BAD]);

/** Rule OP-7: the version is an edition, and one of the first has nothing of the second. */
export function checkEdition(operation: Operation): CoreResult<undefined> {
  if (!isEdition(operation.version)) return fail('operation.version', 'is neither 1 nor 2', 'version');
  const field = operation.version === 1 ? fieldOfSecond(operation) : undefined;
  return field === undefined ? ok() : fail('operation.version', 'is of the second edition', field);
}

function fieldOfSecond({ parameters, rows, periodStart, readings }: Operation): string | undefined {
  const list = parameters.find(({ type }) => type.case === 'list');
  if (list !== undefined) return `parameters.${list.name}`;
  if (rows !== undefined) return 'rows';
  if (periodStart !== undefined) return 'period_start';
  const reading = readings.find(
    ({ quantity, kind, periodMs, quality }) =>
      quantity !== '' || kind !== StateKind.UNSPECIFIED || periodMs > 0n || quality !== undefined,
  );
  return reading === undefined ? undefined : `readings.${reading.name}`;
}

/** Rules OP-7 and UNI-1 for one reading of the second edition. */
export function checkMeaning(reading: ReadingSelector, field: string): CoreResult<undefined> {
  const { unit, quantity, kind, periodMs, quality } = reading;
  if (!isUnit(unit)) return fail('operation.unit', `"${unit}" is none of rule UNI-1`, `${field}.unit`);
  if (quantity !== '' && !WORDS.has(quantity)) {
    return fail('operation.readings', 'the quantity is not one of rule OP-7', field);
  }
  if (!KINDS.has(kind)) return fail('operation.readings', 'the kind is not known', field);
  if (periodMs >= PERIOD_END) {
    return fail('operation.readings', 'the period is beyond 2^53 ms', field);
  }
  const problem = quality === undefined ? undefined : problemOfQuality(quality);
  return problem === undefined ? ok() : fail('operation.readings', problem, field);
}

/** Rule SEL-5. */
function problemOfQuality({ map }: QualitySelector): string | undefined {
  if (map.length === 0 || map.length > OPERATION_LIMITS.mapEntries) {
    return 'the map of qualities has 1 to 64 entries';
  }
  if (!map.every(({ text, quality }) => isText(text) && GRADES.has(quality))) {
    return 'a quality is not known, or has too long a text';
  }
  return isStrictlyIncreasing(map.map(({ text }) => text))
    ? undefined
    : 'texts of qualities are not increasing';
}
