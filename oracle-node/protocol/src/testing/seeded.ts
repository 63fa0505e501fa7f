import { sha256 } from '@noble/hashes/sha2.js';
import { concatBytes, u32be } from '../bytes.ts';

/** Bytes that look random and are the same in every run. */
export function seededBytes(seed: string, length: number): Uint8Array {
  const text = new TextEncoder().encode(seed);
  let bytes = new Uint8Array();
  for (let block = 0; bytes.length < length; block += 1)
    bytes = new Uint8Array(concatBytes(bytes, sha256(concatBytes(text, u32be(block)))));
  return bytes.slice(0, length);
}

/** A source of numbers in [0, 1), the same in every run. */
export function seededNumbers(seed: string): () => number {
  let count = 0;
  return () => {
    count += 1;
    const [a = 0, b = 0, c = 0] = seededBytes(`${seed}/${count}`, 3);
    return (a * 65_536 + b * 256 + c) / 16_777_216;
  };
}
