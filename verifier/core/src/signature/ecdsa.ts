import { secp256k1 } from '@noble/curves/secp256k1.js';
import { CoreError } from '../error.ts';

/** Checks a 64-byte compact ECDSA signature over a 32-byte digest by a 33-byte compressed key (rule SIG-2). Never throws. */
export type VerifySignature = (digest: Uint8Array, signature: Uint8Array, publicKey: Uint8Array) => boolean;

/** Makes a signature over a 32-byte digest; where the key is, is nobody's business here. */
export type SignDigest = (digest: Uint8Array) => Uint8Array;

/**
 * The {@link VerifySignature} of this package. High S is accepted, as the contract's host does: what is refused here and accepted
 * there, or the other way round, would split the network.
 */
export function verifySignature(digest: Uint8Array, signature: Uint8Array, publicKey: Uint8Array): boolean {
  if (digest.length !== 32 || signature.length !== 64 || !isPublicKey(publicKey)) return false;
  // The library says no, too, to a key that is no point of the curve, and to r or s that is zero or not below the group's order.
  return secp256k1.verify(signature, digest, publicKey, { prehash: false, lowS: false, format: 'compact' });
}

/** Signs a digest with a 32-byte private key: deterministic (RFC 6979), compact, low S (rule SIG-2). */
export function signDigest(digest: Uint8Array, privateKey: Uint8Array): Uint8Array {
  if (digest.length !== 32) {
    throw new CoreError({ code: 'signature.invalid', message: 'sign a digest of 32 bytes' });
  }
  return secp256k1.sign(digest, privateKey, { prehash: false, lowS: true, format: 'compact' });
}

/** The 33-byte compressed public key of a 32-byte private key. */
export function publicKeyOf(privateKey: Uint8Array): Uint8Array {
  return secp256k1.getPublicKey(privateKey, true);
}

/** Whether these bytes have the form of a compressed key. Whether they are a point of the curve shows when a signature is checked. */
export function isPublicKey(bytes: Uint8Array): boolean {
  return bytes.length === 33 && (bytes[0] === 2 || bytes[0] === 3);
}
