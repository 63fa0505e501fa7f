import { CoreError } from '../error.ts';
import { fail, ok } from '../result.ts';
import type { CoreResult } from '../result.ts';
import { isDecimal, MAX_SCALE } from './decimal.ts';
import type { Decimal } from './decimal.ts';

/** Negative, zero or positive as a is less than, equal to or greater than b, whatever their scales. */
export function compareDecimal(a: Decimal, b: Decimal): number {
  const scale = Math.max(a.scale, b.scale);
  const left = a.mantissa * 10n ** BigInt(scale - a.scale);
  const right = b.mantissa * 10n ** BigInt(scale - b.scale);
  return left < right ? -1 : left > right ? 1 : 0;
}

/** The same value with another number of decimals, half away from zero (rule AGG-1). */
export function rescale(decimal: Decimal, scale: number): CoreResult<Decimal> {
  if (!Number.isInteger(scale) || scale < 0 || scale > MAX_SCALE) {
    return fail('decimal.out_of_range', `a scale is within 0 to ${MAX_SCALE}`);
  }
  const shift = scale - decimal.scale;
  const mantissa =
    shift >= 0
      ? decimal.mantissa * 10n ** BigInt(shift)
      : divideHalfAway(decimal.mantissa, 10n ** BigInt(-shift));
  const rescaled = { mantissa, scale };
  return isDecimal(rescaled)
    ? ok(rescaled)
    : fail('decimal.out_of_range', `more than 18 digits with ${scale} decimals`);
}

/**
 * The median at the given scale (rule AGG-1): each value is rescaled first, and an even number of them gives the mean of the middle
 * two, half away from zero. At least one value is needed.
 */
export function median(decimals: readonly Decimal[], scale: number): CoreResult<Decimal> {
  const sorted = sortedMantissas(decimals, scale);
  if (!sorted.ok) return sorted;
  const upper = at(sorted.value, sorted.value.length >> 1);
  if (sorted.value.length % 2 === 1) return ok({ mantissa: upper, scale });
  const lower = at(sorted.value, (sorted.value.length >> 1) - 1);
  return ok({ mantissa: divideHalfAway(lower + upper, 2n), scale });
}

/**
 * Largest minus smallest at the given scale (rule AGG-1). The one decimal whose mantissa may reach 2·10^18 − 2, which 64 bits still
 * hold.
 */
export function spread(decimals: readonly Decimal[], scale: number): CoreResult<Decimal> {
  const sorted = sortedMantissas(decimals, scale);
  if (!sorted.ok) return sorted;
  return ok({ mantissa: at(sorted.value, sorted.value.length - 1) - at(sorted.value, 0), scale });
}

function sortedMantissas(decimals: readonly Decimal[], scale: number): CoreResult<bigint[]> {
  if (decimals.length === 0) {
    throw new CoreError({ code: 'decimal.out_of_range', message: 'give at least one value' });
  }
  const mantissas: bigint[] = [];
  for (const decimal of decimals) {
    const rescaled = rescale(decimal, scale);
    if (!rescaled.ok) return rescaled;
    mantissas.push(rescaled.value.mantissa);
  }
  return ok(mantissas.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0)));
}

/** a / b to the nearest integer, half away from zero; b is positive. */
function divideHalfAway(a: bigint, b: bigint): bigint {
  const half = (a < 0n ? -a : a) * 2n + b;
  const quotient = half / (2n * b);
  return a < 0n ? -quotient : quotient;
}

function at(list: readonly bigint[], index: number): bigint {
  return list[index] ?? 0n;
}
