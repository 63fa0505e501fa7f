import { isDecimal, MAX_SCALE } from '../decimal/decimal.ts';
import type { Decimal } from '../decimal/decimal.ts';
import { fail, ok } from '../result.ts';
import type { CoreResult } from '../result.ts';
import { unitScale } from './unit.ts';

/**
 * The same value in another unit of the same base, exactly, with the fewest decimals (rule UNI-1): 1.50 kW is 1500 W. Refuses with
 * `unit.unknown`, `unit.mismatch`, `unit.inexact` (1 J is no decimal number of kWh) or `decimal.out_of_range`.
 */
export function convert(decimal: Decimal, from: string, to: string): CoreResult<Decimal> {
  const [source, target] = [unitScale(from), unitScale(to)];
  if (source === undefined) return fail('unit.unknown', 'is no unit of rule UNI-1', from);
  if (target === undefined) return fail('unit.unknown', 'is no unit of rule UNI-1', to);
  if (source.base !== target.base) {
    return fail('unit.mismatch', `is told in ${source.base}, ${to} in ${target.base}`, from);
  }
  const one = 10n ** BigInt(decimal.scale) * BigInt(source.denominator);
  const inBase = decimal.mantissa * BigInt(source.numerator) + BigInt(source.offset - target.offset) * one;
  return shortest(inBase * BigInt(target.denominator), one * BigInt(target.numerator), to);
}

/** The fraction as a decimal with the fewest decimals. The denominator is above 0. */
function shortest(numerator: bigint, denominator: bigint, field: string): CoreResult<Decimal> {
  const divisor = gcd(numerator < 0n ? -numerator : numerator, denominator);
  const [top, bottom] = [numerator / divisor, denominator / divisor];
  for (let scale = 0, power = 1n; scale <= MAX_SCALE; scale += 1, power *= 10n) {
    if (power % bottom !== 0n) continue;
    const decimal = { mantissa: top * (power / bottom), scale };
    return isDecimal(decimal) ? ok(decimal) : fail('decimal.out_of_range', 'more than 18 digits', field);
  }
  return fail('unit.inexact', 'has no decimal of at most 18 decimals in this unit', field);
}

function gcd(a: bigint, b: bigint): bigint {
  let [large, small] = [a, b];
  while (small > 0n) [large, small] = [small, large % small];
  return large;
}
