import { readFileSync } from 'node:fs';
import { sha256 } from '@noble/hashes/sha2.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { publicKeyOf, signDigest, verifySignature } from '../signature/ecdsa.ts';
import { verifySignatureWithOpenSsl } from './verify-signature.ts';

const ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;
const bytes32 = (value: bigint) => Uint8Array.from(Buffer.from(value.toString(16).padStart(64, '0'), 'hex'));
const scalars = fc.bigInt({ min: 1n, max: ORDER - 1n }).map(bytes32);
// The ends of the ranges, where libraries differ if they do.
const odd = fc.constantFrom(0n, 1n, 2n, ORDER - 1n, ORDER, ORDER + 1n, 2n ** 256n - 1n).map(bytes32);

describe('SIG-2: both verifiers say the same', () => {
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
        expect(verifySignatureWithOpenSsl(digest, signature, publicKey, preimage)).toBe(true);
        expect(verifySignatureWithOpenSsl(digest, signature, publicKey)).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  it('of signatures and keys that are none', () => {
    const preimage = new TextEncoder().encode('what is signed');
    const digest = sha256(preimage);
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
        expect(verifySignatureWithOpenSsl(digest, signature, publicKey, preimage)).toBe(expected);
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
      const name = Buffer.from('cloudx3/attestation/v1\0').toString('hex');
      const [preimage, digest, signature] = [name + body, id, attestation.slice(at + 4)].map((hex) =>
        Uint8Array.from(Buffer.from(hex, 'hex')),
      );
      const notary = Uint8Array.from(Buffer.from(/1a21([0-9a-f]{66})/.exec(body)?.[1] ?? '', 'hex'));
      const [d, s] = [digest ?? new Uint8Array(), signature ?? new Uint8Array()];
      expect(verifySignatureWithOpenSsl(d, s, notary, preimage)).toBe(verifySignature(d, s, notary));
      compared += 1;
    }
    expect(compared).toBeGreaterThan(50);
  });

  it('of more keys than are kept', () => {
    const digest = sha256(Uint8Array.of(1));
    for (let i = 0; i < 1_100; i += 1) {
      const publicKey = Uint8Array.of(2, ...sha256(Uint8Array.of(i & 255, i >> 8)));
      expect(
        verifySignatureWithOpenSsl(digest, new Uint8Array(64).fill(1), publicKey, Uint8Array.of(1)),
      ).toBe(false);
    }
  });
});
