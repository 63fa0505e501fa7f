import { branch } from './tree.ts';
import type { Tree } from './tree.ts';

const CONSTRUCTED = 0x20;
const OCTET_STRING = 0x04;

/** DER as the tree of its values; octet strings that hold DER, as extensions of certificates do, are opened too. */
export function derTree(bytes: Uint8Array): Tree {
  const [only, ...more] = valuesOf(bytes) ?? [];
  if (only === undefined || more.length > 0) throw new Error('a seed is not one value in DER');
  return only;
}

function valuesOf(bytes: Uint8Array): Tree[] | undefined {
  const values: Tree[] = [];
  for (let at = 0; at < bytes.length;) {
    const tag = bytes[at] ?? 0;
    const length = lengthAt(bytes, at + 1);
    if (length === undefined || length.end + length.value > bytes.length) return undefined;
    const content = bytes.subarray(length.end, length.end + length.value);
    const holdsMore = (tag & CONSTRUCTED) !== 0 || tag === OCTET_STRING;
    const inner = holdsMore && content.length > 1 ? valuesOf(content) : undefined;
    values.push(branch('der', inner ?? content, [tag]));
    at = length.end + length.value;
  }
  return values;
}

function lengthAt(bytes: Uint8Array, at: number): { value: number; end: number } | undefined {
  const first = bytes[at];
  if (first === undefined) return undefined;
  if (first < 0x80) return { value: first, end: at + 1 };
  const count = first & 0x7f;
  if (count === 0 || count > 3) return undefined;
  let value = 0;
  for (const byte of bytes.subarray(at + 1, at + 1 + count)) value = value * 256 + byte;
  return { value, end: at + 1 + count };
}
