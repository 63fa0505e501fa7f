import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Change } from '../state/kv.ts';
import { nextAppHash } from './app-hash.ts';

const START = new Uint8Array(32);
const hash = (...changes: Change[]): string => Buffer.from(nextAppHash(START, changes)).toString('hex');

describe('the app hash', () => {
  it('depends on every key, value, deletion and their order', () => {
    const hashes = [
      hash(['a', Uint8Array.of(1)]),
      hash(['a', Uint8Array.of(2)]),
      hash(['a', Uint8Array.of()]),
      hash(['a', undefined]),
      hash(['b', Uint8Array.of(1)]),
      hash(['a', Uint8Array.of(1)], ['b', Uint8Array.of(1)]),
      hash(['b', Uint8Array.of(1)], ['a', Uint8Array.of(1)]),
    ];
    expect(new Set(hashes).size).toBe(hashes.length);
  });

  it('stays where nothing changed, and chains what did', () => {
    expect(nextAppHash(START, [])).toBe(START);
    const once = nextAppHash(START, [['a', Uint8Array.of(1)]]);
    const twice = nextAppHash(once, [['a', Uint8Array.of(1)]]);
    expect(Buffer.from(twice)).not.toEqual(Buffer.from(once));
  });

  it('cannot be had from other changes by moving bytes between keys and values', () => {
    const bytes = fc.string({ unit: fc.constantFrom('a', 'b', '\xff'), maxLength: 4 });
    const change = fc.tuple(bytes, fc.option(fc.uint8Array({ maxLength: 4 }), { nil: undefined }));
    const list = fc.array(change, { maxLength: 3 });
    fc.assert(
      fc.property(list, list, (first, second) => {
        const same = JSON.stringify(first) === JSON.stringify(second);
        if (first.length > 0 && second.length > 0) expect(hash(...first) === hash(...second)).toBe(same);
      }),
    );
  });
});
