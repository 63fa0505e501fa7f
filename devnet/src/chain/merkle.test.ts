import { sha256 } from '@noble/hashes/sha2.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { merkleRoot } from './merkle.ts';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const of = (...bytes: number[]): Uint8Array => Uint8Array.from(bytes);

describe('the Merkle root', () => {
  // CometBFT 0.38, crypto/merkle/tree_test.go.
  it.each<[string, Uint8Array[], string]>([
    ['nothing', [], 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
    ['one leaf', [of(1, 2, 3)], '054edec1d0211f624fed0cbca9d4f9400b0e491c43742af2c5b0abebf0c990d8'],
    ['an empty leaf', [of()], '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d'],
    [
      'two leaves',
      [of(1, 2, 3), of(4, 5, 6)],
      '82e6cfce00453804379b53962939eaa7906b39904be0813fcadd31b100773c4b',
    ],
    [
      'five leaves',
      [of(1, 2), of(3, 4), of(5, 6), of(7, 8), of(9, 10)],
      'f326493eceab4f2d9ffbc78c59432a0a005d6ea98392045c74df5d14a113be18',
    ],
  ])('of %s is CometBFT’s', (_what, leaves, expected) => {
    expect(hex(merkleRoot(leaves))).toBe(expected);
  });

  it('splits at the largest power of two below the count', () => {
    const node = (left: Uint8Array, right: Uint8Array): Uint8Array =>
      sha256(Buffer.concat([of(1), left, right]));
    const leaf = fc.uint8Array({ maxLength: 4 });
    fc.assert(
      fc.property(fc.array(leaf, { minLength: 2, maxLength: 20 }), (leaves) => {
        let split = 1;
        while (split * 2 < leaves.length) split *= 2;
        const expected = node(merkleRoot(leaves.slice(0, split)), merkleRoot(leaves.slice(split)));
        expect(merkleRoot(leaves)).toEqual(expected);
      }),
    );
  });
});
