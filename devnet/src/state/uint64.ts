import type { Key } from './kv.ts';

/** Big-endian bytes, whose order is the order of the numbers. */
export function uint64Bytes(value: bigint): Uint8Array {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(value);
  return bytes;
}

export function uint64Key(value: bigint): Key {
  return Buffer.from(uint64Bytes(value)).toString('latin1');
}

export function readUint64(bytes: Uint8Array, offset = 0): bigint {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).readBigUInt64BE(offset);
}
