import { describe, expect, it } from 'vitest';
import { amount, bytes, decimal, readAnswer, u64 } from './wire.ts';

describe('pieces of the contracts’ answers', () => {
  it('reads them into exact values', () => {
    expect(u64.parse('18446744073709551615')).toBe(18_446_744_073_709_551_615n);
    expect(u64.parse(7)).toBe(7n);
    expect(amount.parse('340282366920938463463374607431768211455')).toBe(
      340_282_366_920_938_463_463_374_607_431_768_211_455n,
    );
    expect(decimal.parse({ mantissa: '-215', scale: 1 })).toEqual({ mantissa: -215n, scale: 1 });
    expect(bytes.parse('AAE=')).toEqual(Uint8Array.of(0, 1));
  });

  it.each([
    ['a number beyond 2^53', u64, 2 ** 60],
    ['a negative number', u64, -1],
    ['a fraction', amount, '1.5'],
    ['a mantissa that is too long', decimal, { mantissa: '1'.repeat(30), scale: 0 }],
    ['text that is no base64', bytes, '***'],
  ])('refuses %s', (_name, schema, value) => {
    expect(() => readAnswer(schema, value, 'answer')).toThrow(
      expect.objectContaining({ code: 'sdk.malformed' }) as Error,
    );
  });
});
