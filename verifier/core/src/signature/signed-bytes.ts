import { DOMAINS } from '@cloudx3/proto';
import type { Domain } from '@cloudx3/proto';
import { sha256 } from '@noble/hashes/sha2.js';

/** What a signature is over: the digest of rule SIG-1, and the bytes that it is the digest of. */
export interface SignedBytes {
  readonly digest: Uint8Array;
  readonly preimage: Uint8Array;
}

/** domain ‖ 0x00 ‖ bytes, and its SHA-256 (rule SIG-1). */
export function signedBytes(domain: Domain, bytes: Uint8Array): SignedBytes {
  const name = new TextEncoder().encode(DOMAINS[domain]);
  const preimage = new Uint8Array(name.length + 1 + bytes.length);
  preimage.set(name);
  preimage.set(bytes, name.length + 1);
  return { digest: sha256(preimage), preimage };
}
