import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareDecimal } from '../decimal/arithmetic.ts';
import { formatDecimal, isDecimal } from '../decimal/decimal.ts';
import { convert } from './convert.ts';
import { PRIMARY_UNITS, SECONDARY_UNITS } from './table.ts';
import { isUnit, unitScale } from './unit.ts';

const symbols = [...PRIMARY_UNITS, ...Object.keys(SECONDARY_UNITS)];
const decimals = fc.record({
  mantissa: fc.bigInt({ min: -(10n ** 18n) + 1n, max: 10n ** 18n - 1n }),
  scale: fc.nat(18),
});

describe('UNI-1', () => {
  it('there and back is the same value, wherever both ways are exact', () => {
    const pairs = fc
      .tuple(fc.constantFrom(...symbols), fc.constantFrom(...symbols))
      .filter(([from, to]) => unitScale(from)?.base === unitScale(to)?.base);
    fc.assert(
      fc.property(decimals, pairs, (decimal, [from, to]) => {
        const there = convert(decimal, from, to);
        if (!there.ok) {
          expect(['unit.inexact', 'decimal.out_of_range']).toContain(there.code);
          return;
        }
        expect(isDecimal(there.value)).toBe(true);
        const back = convert(there.value, to, from);
        if (back.ok) expect(compareDecimal(back.value, decimal)).toBe(0);
      }),
      { numRuns: 2_000 },
    );
  });

  it('has the fewest decimals, and never a negative zero', () => {
    fc.assert(
      fc.property(decimals, (decimal) => {
        const same = convert(decimal, 'W', 'W');
        const text = same.ok ? formatDecimal(same.value) : '';
        expect(text).not.toMatch(/\.[0-9]*0$|^-[0.]+$/);
      }),
    );
  });

  it('has no unit twice, and no unit that is told in what is none', () => {
    expect(new Set(symbols).size).toBe(symbols.length);
    for (const { base } of Object.values(SECONDARY_UNITS)) expect(PRIMARY_UNITS).toContain(base);
    for (const symbol of symbols) expect(symbol).toMatch(/^[\x21-\x7e]{1,16}$/);
  });

  it.each(['%', '1', 'l', 'g', 'l/s', 'Bspl', 'beats', 'KWH', 'toString', '__proto__', ''])(
    '%j is no unit',
    (text) => {
      expect(isUnit(text)).toBe(false);
    },
  );
});
