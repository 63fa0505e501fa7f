import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Decimal } from './decimal.ts';
import { compareDecimals, parseDecimal } from './decimal.ts';

const read = (text: string): Decimal => {
  const decimal = parseDecimal(text);
  if (decimal === undefined) throw new Error(`${text} is no number`);
  return decimal;
};
const compare = (a: string, b: string): number => compareDecimals(read(a), read(b));

describe('decimals', () => {
  it('compare as whole numbers do after as many digits as they need', () => {
    const digits = fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n });
    const text = (value: bigint): string => {
      const padded = (value < 0n ? -value : value).toString().padStart(11, '0');
      return `${value < 0n ? '-' : ''}${padded.slice(0, -10)}.${padded.slice(-10)}`;
    };
    fc.assert(
      fc.property(digits, digits, (a, b) => {
        expect(compare(text(a), text(b))).toBe(a < b ? -1 : a > b ? 1 : 0);
        expect(compare(`${text(a)}000`, text(a))).toBe(0);
      }),
    );
  });

  it('are told apart where floating point cannot', () => {
    expect(compare('9007199254740993', '9007199254740992')).toBe(1);
    expect(compare('0.1', '0.1000000000000000000001')).toBe(-1);
    expect(compare('-0', '+0.00')).toBe(0);
  });

  it.each(['', '.', '-', '+', '1e5', '0x10', '1_000', ' 1', '1 ', '١', 'NaN', 'Infinity', '1.2.3', '--1'])(
    'are not %j',
    (text) => expect(parseDecimal(text)).toBeUndefined(),
  );
});
