import { isPoint, sign, verify } from 'tiny-secp256k1';
import { CoreError } from '../error.ts';
import { isPublicKey } from '../signature/ecdsa.ts';

/**
 * The `VerifySignature` of programs that check many: libsecp256k1, compiled to WebAssembly, several times as fast as the default and of
 * the same verdict on every input (rule SIG-2), high S included. Never throws.
 */
export function verifyWithLibsecp(digest: Uint8Array, signature: Uint8Array, publicKey: Uint8Array): boolean {
  if (digest.length !== 32 || signature.length !== 64 || !isPublicKey(publicKey)) return false;
  // Checked apart: on a key that is no point of the curve the library throws through its WebAssembly frames, which never give their stack
  // back, so that some thousands of such keys would end it for everybody.
  if (!isPoint(publicKey)) return false;
  try {
    return verify(digest, publicKey, signature);
  } catch {
    // r or s that is not below the group's order, which is found before any WebAssembly runs.
    return false;
  }
}

/** Signs as `signDigest` does, to the same bytes: deterministic (RFC 6979), compact, low S (rule SIG-2). */
export function signWithLibsecp(digest: Uint8Array, privateKey: Uint8Array): Uint8Array {
  if (digest.length !== 32) {
    throw new CoreError({ code: 'signature.invalid', message: 'sign a digest of 32 bytes' });
  }
  return sign(digest, privateKey);
}
