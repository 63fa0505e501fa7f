import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/** SHA-256, hex, of a value of records, lists, texts, numbers, bigints, bytes and truths, whatever the order of its members. */
export function digestOf(value: unknown): string {
  return bytesToHex(sha256(utf8ToBytes(textOf(value))));
}

/** Each kind is written in a form that no other kind has. */
function textOf(value: unknown): string {
  if (value instanceof Uint8Array) return `x${bytesToHex(value)}`;
  if (typeof value === 'bigint') return `${value}n`;
  if (Array.isArray(value)) return `[${value.map(textOf).join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  members.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${textOf(member)}`).join()}}`;
}
