import { expand, extract } from '@noble/hashes/hkdf.js';
import { sha256, sha384 } from '@noble/hashes/sha2.js';
import { ascii, concat, uint, vector } from '../presentation/writer.ts';
import type { Suite } from './suites.ts';

// For inputs this small the library is faster than a native HMAC, whose set-up costs more than its work.
const HASHES = { sha256, sha384 };

export function hkdfExtract({ hash }: Suite, salt: Uint8Array, keyMaterial: Uint8Array): Uint8Array {
  return extract(HASHES[hash], keyMaterial, salt);
}

/** HKDF-Expand-Label of RFC 8446 section 7.1. */
export function expandLabel(
  { hash }: Suite,
  secret: Uint8Array,
  label: string,
  context: Uint8Array,
  length: number,
): Uint8Array {
  const info = concat(uint(2, length), vector(1, ascii(`tls13 ${label}`)), vector(1, context));
  return expand(HASHES[hash], secret, info, length);
}
