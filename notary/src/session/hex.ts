import { bytesToHex } from '@noble/hashes/utils.js';

/** Lower-case hex, as keys and ids are shown and mapped. */
export function toHex(bytes: Uint8Array): string {
  return bytesToHex(bytes);
}
