import { bytesToHex } from '@noble/hashes/utils.js';

/** Lower-case hex: how keys and ids become keys of maps. */
export function hexOf(bytes: Uint8Array): string {
  return bytesToHex(bytes);
}

/** Big-endian unsigned 32-bit integer. */
export function u32be(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
}

/** Big-endian unsigned 64-bit integer. */
export function u64be(value: bigint): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, value);
  return bytes;
}

export function concatBytes(...parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    joined.set(part, offset);
    offset += part.length;
  }
  return joined;
}
