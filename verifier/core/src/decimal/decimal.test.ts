import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unwrap } from '../error.ts';
import { compareDecimal, median, rescale, spread } from './arithmetic.ts';
import { formatDecimal, isDecimal, normalised, parseDecimal } from './decimal.ts';

const BOUND = 10n ** 18n;
const decimals = fc.record({
  mantissa: fc.bigInt({ min: 1n - BOUND, max: BOUND - 1n }),
  scale: fc.integer({ min: 0, max: 18 }),
});
const small = fc.record({
  mantissa: fc.bigInt({ min: -1_000_000n, max: 1_000_000n }),
  scale: fc.integer({ min: 0, max: 6 }),
});

/** The value times 10^36, which is a whole number for every decimal. */
function whole({ mantissa, scale }: { mantissa: bigint; scale: number }): bigint {
  return mantissa * 10n ** BigInt(36 - scale);
}

describe('DEC-1', () => {
  it('reads back what it writes', () => {
    fc.assert(
      fc.property(decimals, (d) => {
        expect(unwrap(parseDecimal(formatDecimal(d)))).toEqual(d);
      }),
    );
  });

  it('agrees with exact arithmetic on every text with an exponent', () => {
    const exponents = fc.integer({ min: -40, max: 40 });
    fc.assert(
      fc.property(decimals, exponents, (d, exponent) => {
        const text = `${formatDecimal(d)}e${exponent}`;
        const scale = d.scale - exponent;
        const parsed = parseDecimal(text);
        const value = d.mantissa * 10n ** BigInt(40 + 36 - scale);
        const fits =
          scale <= 18 && (d.mantissa === 0n || value / 10n ** 76n < BOUND) && value / 10n ** 76n > -BOUND;
        expect(parsed.ok).toBe(fits);
        if (parsed.ok) expect(whole(parsed.value) * 10n ** 40n).toBe(value);
        if (parsed.ok) expect(isDecimal(parsed.value)).toBe(true);
      }),
    );
  });

  it('never throws, and takes only JSON numbers', () => {
    const texts = fc.oneof(
      fc.string(),
      fc.string({ unit: fc.constantFrom(...Array.from('0123456789.-+eE ')) }),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const parsed = parseDecimal(text);
        if (!parsed.ok) return;
        expect(JSON.parse(text)).toBeTypeOf('number');
        expect(text.trim()).toBe(text);
      }),
    );
  });

  it('does bounded work on a huge exponent', () => {
    expect(normalised(1n, -(2 ** 40))).toMatchObject({ ok: false, code: 'decimal.out_of_range' });
    expect(parseDecimal(`1e-${'9'.repeat(60)}`)).toMatchObject({ ok: false, code: 'decimal.out_of_range' });
  });
});

describe('AGG-1', () => {
  it('compares as exact arithmetic does', () => {
    fc.assert(
      fc.property(decimals, decimals, (a, b) => {
        const [left, right] = [whole(a), whole(b)];
        expect(compareDecimal(a, b)).toBe(left < right ? -1 : left > right ? 1 : 0);
      }),
    );
  });

  it('rescales to the nearest, half away from zero, and symmetrically', () => {
    fc.assert(
      fc.property(decimals, fc.integer({ min: 0, max: 18 }), (d, scale) => {
        const rescaled = rescale(d, scale);
        const mirrored = rescale({ mantissa: -d.mantissa, scale: d.scale }, scale);
        expect(mirrored.ok).toBe(rescaled.ok);
        if (!rescaled.ok || !mirrored.ok) return;
        expect(mirrored.value.mantissa).toBe(-rescaled.value.mantissa);
        const error = whole(rescaled.value) - whole(d);
        const unit = 10n ** BigInt(36 - scale);
        const size = error < 0n ? -error : error;
        expect(size * 2n <= unit).toBe(true);
        // A half went away from zero: the error has the sign of the value.
        if (size * 2n === unit) expect(error > 0n).toBe(d.mantissa > 0n);
      }),
    );
  });

  it('gives a median with as many values on one side as on the other, whatever their order', () => {
    const lists = fc.array(small, { minLength: 1, maxLength: 31 });
    fc.assert(
      fc.property(lists, (list) => {
        const middle = unwrap(median(list, 6));
        expect(unwrap(median(list.toReversed(), 6))).toEqual(middle);
        const below = list.filter((d) => compareDecimal(d, middle) < 0).length;
        const above = list.filter((d) => compareDecimal(d, middle) > 0).length;
        expect(Math.max(below, above) * 2).toBeLessThanOrEqual(list.length);
        const width = unwrap(spread(list, 6)).mantissa;
        expect(width >= 0n).toBe(true);
      }),
    );
  });

  it('takes no list without values, which is a mistake of the caller', () => {
    expect(() => median([], 2)).toThrow(expect.objectContaining({ code: 'decimal.out_of_range' }));
    expect(rescale({ mantissa: 1n, scale: 0 }, 19)).toMatchObject({ code: 'decimal.out_of_range' });
    expect(rescale({ mantissa: 1n, scale: 0 }, 0.5)).toMatchObject({ code: 'decimal.out_of_range' });
  });
});
