/**
 * A key of the state: bytes as a binary string, one character for each byte. Strings compare, concatenate and index maps
 * as bytes would, without a copy.
 */
export type Key = string;

export type Entry = readonly [key: Key, value: Uint8Array];

export interface KvReader {
  get(key: Key): Uint8Array | undefined;
  /** Entries with start ≤ key < end in byte order, or in reverse. `end` undefined means no upper bound. */
  iterate(start: Key, end: Key | undefined, reverse: boolean): Iterator<Entry>;
}

export interface KvStore extends KvReader {
  set(key: Key, value: Uint8Array): void;
  delete(key: Key): void;
}

/** A change to one key; `undefined` deletes it. */
export type Change = readonly [key: Key, value: Uint8Array | undefined];

export function toKey(bytes: Uint8Array): Key {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}

export function fromKey(key: Key): Buffer {
  return Buffer.from(key, 'latin1');
}

/** The least key that is greater than every key with this prefix; undefined when there is none. */
export function prefixEnd(prefix: Key): Key | undefined {
  for (let length = prefix.length; length > 0; length--) {
    const last = prefix.charCodeAt(length - 1);
    if (last < 0xff) return prefix.slice(0, length - 1) + String.fromCharCode(last + 1);
  }
  return undefined;
}
