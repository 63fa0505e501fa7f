import { describe, expect, it } from 'vitest';
import { amount, bytes, decimal, readStrictly, u32, u64, writeU64 } from './wire.ts';

describe('pieces of the contracts’ answers', () => {
  it('reads them into exact values', () => {
    expect(u64.parse(Number.MAX_SAFE_INTEGER)).toBe(2n ** 53n - 1n);
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
    ['a 64-bit number in text', u64, '7'],
    ['a number of more than 32 bits', u32, 2 ** 32],
    ['a fraction', amount, '1.5'],
    ['an amount of more than 128 bits', amount, '340282366920938463463374607431768211456'],
    ['an amount that is a number', amount, 5],
    ['a mantissa that is too long', decimal, { mantissa: '1'.repeat(30), scale: 0 }],
    ['a mantissa of more than 64 bits', decimal, { mantissa: '9223372036854775808', scale: 0 }],
    ['a scale below zero', decimal, { mantissa: '1', scale: -1 }],
    ['text that is no base64', bytes, '***'],
  ])('refuses %s', (_name, schema, value) => {
    expect(() => readStrictly<unknown>(schema, value, 'answer')).toThrow(
      expect.objectContaining({ code: 'sdk.malformed' }) as Error,
    );
  });

  it('writes no number that would lose digits on the way', () => {
    expect(writeU64(2n ** 53n - 1n)).toBe(Number.MAX_SAFE_INTEGER);
    for (const value of [2n ** 53n, -1n])
      expect(() => writeU64(value)).toThrow(expect.objectContaining({ code: 'sdk.argument' }) as Error);
  });
});
