import { readFileSync } from 'node:fs';
import { sha256 } from '@noble/hashes/sha2.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { publicKeyOf, signDigest, verifySignature } from '../signature/ecdsa.ts';
import { signWithLibsecp, verifyWithLibsecp } from './libsecp256k1.ts';

const ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;
const bytes32 = (value: bigint) => Uint8Array.from(Buffer.from(value.toString(16).padStart(64, '0'), 'hex'));
const bytesOf = (hex: string) => Uint8Array.from(Buffer.from(hex, 'hex'));
const scalars = fc.bigInt({ min: 1n, max: ORDER - 1n }).map(bytes32);
// The ends of the ranges, where libraries differ if they do.
const odd = fc.constantFrom(0n, 1n, 2n, ORDER - 1n, ORDER, ORDER + 1n, 2n ** 256n - 1n).map(bytes32);

describe('SIG-2: both libraries say the same', () => {
  it('of good signatures, with low and with high S', () => {
    fc.assert(
      fc.property(scalars, fc.uint8Array({ maxLength: 80 }), fc.boolean(), (key, preimage, high) => {
        const digest = sha256(preimage);
        const low = signDigest(digest, key);
        const s = BigInt(`0x${Buffer.from(low.slice(32)).toString('hex')}`);
        expect(s <= ORDER / 2n).toBe(true);
        const signature = high ? Uint8Array.of(...low.slice(0, 32), ...bytes32(ORDER - s)) : low;
        const publicKey = publicKeyOf(key);
        expect(verifySignature(digest, signature, publicKey)).toBe(true);
        expect(verifyWithLibsecp(digest, signature, publicKey)).toBe(true);
        expect(signWithLibsecp(digest, key)).toEqual(low);
      }),
      { numRuns: 40 },
    );
  });

  it('of signatures and keys that are none', () => {
    const digest = sha256(new TextEncoder().encode('what is signed'));
    const keys = fc.oneof(
      scalars.map(publicKeyOf),
      fc
        .tuple(fc.constantFrom(0, 2, 3, 4, 5), fc.oneof(odd, scalars))
        .map(([prefix, x]) => Uint8Array.of(prefix, ...x)),
      fc.uint8Array({ minLength: 31, maxLength: 66 }),
    );
    const signatures = fc.oneof(
      fc.tuple(fc.oneof(odd, scalars), fc.oneof(odd, scalars)).map(([r, s]) => Uint8Array.of(...r, ...s)),
      fc.uint8Array({ minLength: 60, maxLength: 73 }),
    );
    fc.assert(
      fc.property(signatures, keys, (signature, publicKey) => {
        const expected = verifySignature(digest, signature, publicKey);
        expect(verifyWithLibsecp(digest, signature, publicKey)).toBe(expected);
        expect(expected).toBe(false);
      }),
      { numRuns: 300 },
    );
  });

  it('of every signature in the vectors', () => {
    const file = new URL('../../../../test/vectors/attestation.json', import.meta.url);
    const vectors = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>[];
    let compared = 0;
    for (const { attestation = '', body = '', id = '' } of vectors) {
      const at = attestation.lastIndexOf('1240');
      if (at < 0 || attestation.length - at !== 132) continue;
      const notary = bytesOf(/1a21([0-9a-f]{66})/.exec(body)?.[1] ?? '');
      const [digest, signature] = [bytesOf(id), bytesOf(attestation.slice(at + 4))];
      expect(verifyWithLibsecp(digest, signature, notary)).toBe(verifySignature(digest, signature, notary));
      compared += 1;
    }
    expect(compared).toBeGreaterThan(50);
  });

  it('of a good signature after thousands of keys that are no point of the curve', () => {
    const [key, digest] = [bytes32(7n), sha256(Uint8Array.of(1))];
    // x = 5 is on the curve for no y.
    const noPoint = Uint8Array.of(2, ...bytes32(5n));
    const signature = signDigest(digest, key);
    for (let i = 0; i < 5_000; i += 1) expect(verifyWithLibsecp(digest, signature, noPoint)).toBe(false);
    expect(verifyWithLibsecp(digest, signature, publicKeyOf(key))).toBe(true);
  });

  it('refuses to sign what is no digest, and with what is no key', () => {
    expect(() => signWithLibsecp(new Uint8Array(31), bytes32(7n))).toThrow('32 bytes');
    expect(() => signWithLibsecp(new Uint8Array(32), bytes32(0n))).toThrow('Private');
    expect(() => signWithLibsecp(new Uint8Array(32), bytes32(ORDER))).toThrow('Private');
  });
});
