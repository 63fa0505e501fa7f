import { sha256 } from '@noble/hashes/sha2.js';
import type { Change } from '../state/kv.ts';
import { fromKey } from '../state/kv.ts';

const DOMAIN = 'cloudx3/devnet/app-hash/v1\x00';
const DELETED = 0xffff_ffff;

/**
 * Hash of the state after a block: a chain over all changes since genesis, so two nodes agree on it exactly when they
 * agree on every write. Not a Merkle root: this chain offers no proofs of single keys. Unchanged state, unchanged hash.
 */
export function nextAppHash(previous: Uint8Array, changes: readonly Change[]): Uint8Array {
  if (changes.length === 0) return previous;
  const hash = sha256.create().update(Buffer.from(DOMAIN)).update(previous);
  const length = Buffer.alloc(4);
  const sized = (bytes: Uint8Array | undefined): void => {
    length.writeUInt32BE(bytes === undefined ? DELETED : bytes.length);
    hash.update(length);
    if (bytes !== undefined) hash.update(bytes);
  };
  for (const [key, value] of changes) {
    sized(fromKey(key));
    sized(value);
  }
  return hash.digest();
}
