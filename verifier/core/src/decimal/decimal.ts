import { fail, ok } from '../result.ts';
import type { CoreResult } from '../result.ts';

/** value = mantissa / 10^scale (rule DEC-1). The messages of `@cloudx3/proto` satisfy this shape. */
export interface Decimal {
  /** Within ±(10^18 − 1). */
  readonly mantissa: bigint;
  /** Number of decimals, 0 to 18. */
  readonly scale: number;
}

/** |mantissa| is below this (rule DEC-1). */
const MANTISSA_BOUND = 10n ** 18n;
/** Most decimals (rule DEC-1). */
export const MAX_SCALE = 18;
// Every decimal that is in range fits, but for leading zeros in an exponent. So the work for hostile text is bounded.
const MAX_TEXT = 64;

const JSON_NUMBER = /^(-?)(0|[1-9][0-9]*)(?:\.([0-9]+))?(?:[eE]([+-]?[0-9]+))?$/;

/**
 * Reads a decimal from text in JSON number notation, exactly (rule DEC-1): `21.50` is 2150 / 10². An exponent shifts the scale, and a
 * negative scale is multiplied out.
 */
export function parseDecimal(text: string): CoreResult<Decimal> {
  const match = JSON_NUMBER.exec(text);
  if (match === null) return fail('decimal.syntax', 'not a decimal number in JSON notation');
  if (text.length > MAX_TEXT) return fail('decimal.out_of_range', `longer than ${MAX_TEXT} characters`);
  const [, sign, whole = '0', fraction = '', exponent = '0'] = match;
  const digits = BigInt(whole + fraction);
  return normalised(sign === '-' ? -digits : digits, fraction.length - Number(exponent));
}

/** The decimal mantissa / 10^scale for a scale of any sign, or `decimal.out_of_range` (rule DEC-1). */
export function normalised(mantissa: bigint, scale: number): CoreResult<Decimal> {
  if (scale > MAX_SCALE) return fail('decimal.out_of_range', `more than ${MAX_SCALE} decimals`);
  if (mantissa === 0n) return ok({ mantissa, scale: Math.max(scale, 0) });
  // The bound on the exponent comes before the power, which would otherwise be as large as a stranger likes.
  if (scale < -MAX_SCALE) return fail('decimal.out_of_range', 'more than 18 digits');
  const full = scale < 0 ? mantissa * 10n ** BigInt(-scale) : mantissa;
  const decimal = { mantissa: full, scale: Math.max(scale, 0) };
  return isDecimal(decimal) ? ok(decimal) : fail('decimal.out_of_range', 'more than 18 digits');
}

/** Whether mantissa and scale are within their bounds (rule DEC-1). */
export function isDecimal(decimal: Decimal): boolean {
  const { mantissa, scale } = decimal;
  return (
    mantissa < MANTISSA_BOUND &&
    mantissa > -MANTISSA_BOUND &&
    Number.isInteger(scale) &&
    scale >= 0 &&
    scale <= MAX_SCALE
  );
}

/** Text of a decimal with exactly `scale` decimals, for example `-0.50`. What {@link parseDecimal} reads back. */
export function formatDecimal(decimal: Decimal): string {
  const { mantissa, scale } = decimal;
  const digits = (mantissa < 0n ? -mantissa : mantissa).toString().padStart(scale + 1, '0');
  const sign = mantissa < 0n ? '-' : '';
  if (scale === 0) return `${sign}${digits}`;
  return `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}
