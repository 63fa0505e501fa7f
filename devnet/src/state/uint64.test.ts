import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readUint64, uint64Bytes, uint64Key } from './uint64.ts';

const uint64 = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });

describe('numbers as keys', () => {
  it('sort as the numbers do, and come back from wherever they stand', () => {
    fc.assert(
      fc.property(uint64, uint64, fc.nat(20), (a, b, offset) => {
        expect(uint64Key(a) < uint64Key(b)).toBe(a < b);
        const page = new Uint8Array(64).fill(0xaa);
        page.set(uint64Bytes(a), 8 + offset);
        expect(readUint64(page.subarray(8), offset)).toBe(a);
      }),
    );
  });

  it('are eight bytes: others are refused instead of being cut', () => {
    expect(() => uint64Bytes(2n ** 64n)).toThrow(RangeError);
    expect(() => uint64Bytes(-1n)).toThrow(RangeError);
    expect(() => readUint64(new Uint8Array(7))).toThrow(RangeError);
  });
});
