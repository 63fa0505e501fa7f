import { branch, join, leaf, serialize } from './tree.ts';
import type { Tree } from './tree.ts';

/** RFC 8446, section 5.1: type, version, length of two bytes, payload. */
export function recordTree(
  type: number,
  payload: Uint8Array,
  version: readonly [number, number] = [3, 3],
): Tree {
  return branch(2, [leaf(payload)], [type, ...version]);
}

/** Records one behind the other. */
export function stream(...records: readonly Tree[]): Uint8Array {
  return join(records.map(serialize));
}
