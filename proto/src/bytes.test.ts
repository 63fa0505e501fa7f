import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareBytes, equalBytes } from './index.ts';

// Few values, so that prefixes and equal strings come up.
const bytes = fc.oneof(fc.uint8Array({ maxLength: 6, max: 2 }), fc.uint8Array({ maxLength: 40 }));

describe('ORD-1: byte strings', () => {
  it('are ordered as memcmp orders them, a prefix first', () => {
    fc.assert(
      fc.property(bytes, bytes, (a, b) => {
        expect(Math.sign(compareBytes(a, b))).toBe(Buffer.compare(a, b));
      }),
    );
  });

  it('are equal exactly where neither comes before the other', () => {
    fc.assert(
      fc.property(bytes, bytes, (a, b) => {
        expect(equalBytes(a, b)).toBe(compareBytes(a, b) === 0);
        expect(equalBytes(a, a.slice())).toBe(true);
      }),
    );
  });

  it('of different lengths are never equal, wherever zeros stand', () => {
    expect(equalBytes(Uint8Array.of(0), new Uint8Array())).toBe(false);
    expect(equalBytes(new Uint8Array(), Uint8Array.of(0))).toBe(false);
    expect(compareBytes(Uint8Array.of(255), Uint8Array.of(254, 255))).toBeGreaterThan(0);
  });
});
