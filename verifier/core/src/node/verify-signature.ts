import { createPublicKey, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { isPublicKey, verifySignature } from '../signature/ecdsa.ts';

// SubjectPublicKeyInfo of a compressed secp256k1 key, up to the key itself (RFC 5480).
const SPKI_PREFIX = Uint8Array.of(
  ...[0x30, 0x36, 0x30, 0x10, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01],
  ...[0x06, 0x05, 0x2b, 0x81, 0x04, 0x00, 0x0a, 0x03, 0x22, 0x00],
);
/** Keys that were parsed before. Strangers choose keys, so they cannot be kept without end. */
const MAX_KEYS = 1_024;
const keys = new Map<string, KeyObject>();

/**
 * A `VerifySignature` by OpenSSL, several times as fast as the one that is the default, for Node programs that check many. OpenSSL is only
 * reachable through an interface that hashes by itself, so without the preimage the default does the work.
 */
export function verifySignatureWithOpenSsl(
  digest: Uint8Array,
  signature: Uint8Array,
  publicKey: Uint8Array,
  preimage?: Uint8Array,
): boolean {
  if (preimage === undefined) return verifySignature(digest, signature, publicKey);
  if (digest.length !== 32 || signature.length !== 64 || !isPublicKey(publicKey)) return false;
  try {
    return verify('sha256', preimage, { key: keyOf(publicKey), dsaEncoding: 'ieee-p1363' }, signature);
  } catch {
    // A key that is no point of the curve.
    return false;
  }
}

function keyOf(publicKey: Uint8Array): KeyObject {
  const name = Buffer.from(publicKey).toString('latin1');
  const known = keys.get(name);
  if (known !== undefined) return known;
  const der = Buffer.concat([SPKI_PREFIX, publicKey]);
  const key = createPublicKey({ key: der, format: 'der', type: 'spki' });
  const [oldest] = keys.keys();
  if (keys.size >= MAX_KEYS && oldest !== undefined) keys.delete(oldest);
  keys.set(name, key);
  return key;
}
