import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromKey, prefixEnd, toKey } from './kv.ts';

describe('keys', () => {
  it('compare as their bytes do, and come back', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.uint8Array(), (a, b) => {
        expect(fromKey(toKey(a))).toEqual(Buffer.from(a));
        expect(toKey(a) < toKey(b)).toBe(Buffer.compare(a, b) < 0);
      }),
    );
  });

  it('end after the last key with their prefix', () => {
    expect(prefixEnd('a')).toBe('b');
    expect(prefixEnd('a\xff')).toBe('b');
    expect(prefixEnd('\xff')).toBeUndefined();
  });

  it('with a prefix lie between it and its end, and no others do', () => {
    const bytes = fc.string({
      unit: fc.constantFrom('\x00', 'a', '\xfe', '\xff'),
      minLength: 1,
      maxLength: 3,
    });
    fc.assert(
      fc.property(bytes, bytes, (prefix, key) => {
        const end = prefixEnd(prefix);
        expect(key >= prefix && (end === undefined || key < end)).toBe(key.startsWith(prefix));
      }),
      { numRuns: 500 },
    );
  });
});
