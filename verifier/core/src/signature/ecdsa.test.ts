import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { sha256 } from '@noble/hashes/sha2.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isPublicKey, publicKeyOf, signDigest, verifySignature } from './ecdsa.ts';

const ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;
const bytes32 = (value: bigint) => new Uint8Array(Buffer.from(value.toString(16).padStart(64, '0'), 'hex'));
const secrets = fc.bigInt({ min: 1n, max: ORDER - 1n }).map(bytes32);
const contents = fc.uint8Array({ maxLength: 80 });

/** The key as OpenSSL has it: RFC 5915's structure with the secret alone, from which it derives the point. */
function opensslKey(secret: Uint8Array): KeyObject {
  const der = Buffer.concat([
    Buffer.from('302e0201010420', 'hex'),
    secret,
    Buffer.from('a00706052b8104000a', 'hex'),
  ]);
  return createPrivateKey({ key: der, format: 'der', type: 'sec1' });
}

describe('SIG-2: OpenSSL', () => {
  it('takes what we sign, and we take what it signs', () => {
    fc.assert(
      fc.property(secrets, contents, (secret, content) => {
        const key = opensslKey(secret);
        const [publicKey, digest] = [publicKeyOf(secret), sha256(content)];
        const ours = signDigest(digest, secret);
        const dsaEncoding = 'ieee-p1363' as const;
        expect(verify('sha256', content, { key: createPublicKey(key), dsaEncoding }, ours)).toBe(true);
        // Its S is high half of the time, which is taken too.
        const theirs = new Uint8Array(sign('sha256', content, { key, dsaEncoding }));
        expect(verifySignature(digest, theirs, publicKey)).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  it('derives the same public key', () => {
    fc.assert(
      fc.property(secrets, (secret) => {
        const { x = '', y = '' } = createPublicKey(opensslKey(secret)).export({ format: 'jwk' });
        const odd = (Buffer.from(y, 'base64url').at(-1) ?? 0) & 1;
        expect(publicKeyOf(secret)).toEqual(Uint8Array.of(2 + odd, ...Buffer.from(x, 'base64url')));
      }),
      { numRuns: 20 },
    );
  });
});

describe('SIG-2', () => {
  const secret = bytes32(7n);
  const [digest, publicKey] = [sha256(new Uint8Array()), publicKeyOf(secret)];
  const signature = signDigest(digest, secret);

  it('signs one digest to one signature, with low S', () => {
    expect(signDigest(digest, secret)).toEqual(signature);
    expect(BigInt(`0x${Buffer.from(signature.slice(32)).toString('hex')}`)).toBeLessThanOrEqual(ORDER / 2n);
  });

  it('takes a signature for its digest, its key and itself alone', () => {
    expect(verifySignature(digest, signature, publicKey)).toBe(true);
    expect(verifySignature(sha256(digest), signature, publicKey)).toBe(false);
    expect(verifySignature(digest, signature, publicKeyOf(bytes32(8n)))).toBe(false);
    for (const at of [0, 31, 32, 63]) {
      expect(verifySignature(digest, signature.with(at, (signature[at] ?? 0) ^ 1), publicKey)).toBe(false);
    }
  });

  it('answers no, and throws nothing, for bytes of another form', () => {
    const der = new Uint8Array(70).fill(0x30);
    const zero = new Uint8Array(32);
    // 2 ‖ 5 is a compressed key by its form, and no point of the curve.
    const noPoint = Uint8Array.of(2, ...bytes32(5n));
    const wrong: readonly (readonly [Uint8Array, Uint8Array, Uint8Array])[] = [
      [digest.slice(1), signature, publicKey],
      [digest, signature.slice(1), publicKey],
      [digest, der, publicKey],
      [digest, signature, publicKey.slice(1)],
      [digest, signature, noPoint],
      [digest, Uint8Array.of(...zero, ...signature.slice(32)), publicKey],
      [digest, Uint8Array.of(...signature.slice(0, 32), ...bytes32(ORDER)), publicKey],
    ];
    for (const [d, s, k] of wrong) expect(verifySignature(d, s, k)).toBe(false);
  });

  it('signs digests only', () => {
    const mistake = expect.objectContaining({ name: 'CoreError', code: 'signature.invalid' }) as Error;
    expect(() => signDigest(new Uint8Array(31), secret)).toThrow(mistake);
  });

  it('knows a compressed key by its form', () => {
    expect([publicKey, Uint8Array.of(3, ...bytes32(5n))].map(isPublicKey)).toEqual([true, true]);
    expect([new Uint8Array(33), new Uint8Array(65).fill(4), new Uint8Array()].map(isPublicKey)).toEqual([
      ...[false, false, false],
    ]);
  });
});
