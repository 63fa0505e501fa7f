import { sha256 } from '@noble/hashes/sha2.js';
import { concatBytes } from '@noble/hashes/utils.js';

const LEAF = Uint8Array.of(0);
const INNER = Uint8Array.of(1);

/** CometBFT's Merkle root (RFC 6962): the left half takes the largest power of two below the count. */
export function merkleRoot(leaves: readonly Uint8Array[]): Uint8Array {
  const [first] = leaves;
  if (first === undefined) return sha256(new Uint8Array());
  if (leaves.length === 1) return sha256(concatBytes(LEAF, first));
  const split = 2 ** Math.floor(Math.log2(leaves.length - 1));
  return sha256(concatBytes(INNER, merkleRoot(leaves.slice(0, split)), merkleRoot(leaves.slice(split))));
}
