import { hex, invalid, sha256, testKey, utf8, valid } from '../vector.ts';
import type { Vector } from '../vector.ts';

/** Order of the group of secp256k1. */
const CURVE_ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;

/** The other good signature over the same digest by the same key: (r, n − s). */
export function highS(signature: Uint8Array): Uint8Array {
  const s = BigInt(`0x${hex(signature.slice(32))}`);
  return Uint8Array.of(...signature.slice(0, 32), ...bytes32(CURVE_ORDER - s));
}

function bytes32(value: bigint): Uint8Array {
  return new Uint8Array(Buffer.from(value.toString(16).padStart(64, '0'), 'hex'));
}

/** Signatures, good and bad (rule SIG-2). */
export function sig2Vectors(): Vector[] {
  const key = testKey('cloudx3 test signer');
  const other = testKey('cloudx3 test other signer');
  const digest = sha256(utf8('what is signed'));
  const signature = key.sign(digest);
  const fields = (change: { digest?: Uint8Array; signature?: Uint8Array; public_key?: Uint8Array } = {}) => {
    const all = { digest, signature, public_key: key.publicKey, ...change };
    return { digest: hex(all.digest), signature: hex(all.signature), public_key: hex(all.public_key) };
  };
  const bad = (name: string, change: Parameters<typeof fields>[0]) =>
    invalid('SIG-2', name, 'signature.invalid', fields(change));
  const r = signature.slice(0, 32);
  const s = signature.slice(32);
  const flippedKey = key.publicKey.slice();
  flippedKey[0] = flippedKey[0] === 2 ? 3 : 2;
  return [
    valid('SIG-2', 'deterministic, low S', { private_key: hex(key.privateKey), ...fields() }),
    valid('SIG-2', 'high S', fields({ signature: highS(signature) })),
    bad('another digest', { digest: sha256(digest) }),
    bad('another key', { public_key: other.publicKey }),
    bad('the key’s negative', { public_key: flippedKey }),
    bad('r and s exchanged', { signature: Uint8Array.of(...s, ...r) }),
    bad('63 bytes', { signature: signature.slice(0, 63) }),
    bad('65 bytes', { signature: Uint8Array.of(...signature, 0) }),
    bad('empty', { signature: new Uint8Array() }),
    bad('zeros', { signature: new Uint8Array(64) }),
    bad('r is zero', { signature: Uint8Array.of(...new Uint8Array(32), ...s) }),
    bad('s is zero', { signature: Uint8Array.of(...r, ...new Uint8Array(32)) }),
    bad('s is the order', { signature: Uint8Array.of(...r, ...bytes32(CURVE_ORDER)) }),
    bad('r is beyond the order', { signature: Uint8Array.of(...new Uint8Array(32).fill(255), ...s) }),
    bad('key of 32 bytes', { public_key: key.publicKey.slice(1) }),
    bad('key that is no point', { public_key: Uint8Array.of(2, ...new Uint8Array(31), 5) }),
    bad('key that is beyond the field', { public_key: Uint8Array.of(2, ...new Uint8Array(32).fill(255)) }),
    bad('key with the prefix of an uncompressed one', {
      public_key: Uint8Array.of(4, ...key.publicKey.slice(1)),
    }),
    bad('key of zeros', { public_key: new Uint8Array(33) }),
  ];
}
