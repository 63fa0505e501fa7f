import { Tls13Error } from '../errors.ts';
import type { Tls13ErrorCode } from '../errors.ts';

/**
 * Reads the presentation language of RFC 8446 section 3 from hostile bytes: every length is checked against what is
 * there, and whoever made a reader says with `end()` that nothing may be left over.
 */
export class Reader {
  readonly #bytes: Uint8Array;
  readonly #code: Tls13ErrorCode;
  #at = 0;

  constructor(bytes: Uint8Array, code: Tls13ErrorCode = 'tls.handshake.decode') {
    this.#bytes = bytes;
    this.#code = code;
  }

  get left(): number {
    return this.#bytes.length - this.#at;
  }

  /** An unsigned big-endian number of 1 to 4 bytes. */
  uint(size: 1 | 2 | 3 | 4): number {
    let value = 0;
    for (const byte of this.bytes(size)) value = value * 256 + byte;
    return value;
  }

  /** A view, not a copy, of the next bytes. */
  bytes(length: number): Uint8Array {
    if (length > this.left) throw this.#fail();
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }

  /** A vector `<least..>` behind a length of so many bytes. */
  vector(lengthSize: 1 | 2 | 3, least = 0): Uint8Array {
    const length = this.uint(lengthSize);
    if (length < least) throw this.#fail();
    return this.bytes(length);
  }

  /** A vector whose elements are read one after the other. */
  list<T>(lengthSize: 1 | 2 | 3, read: (reader: Reader) => T, least = 0): T[] {
    const inner = new Reader(this.vector(lengthSize, least), this.#code);
    const items: T[] = [];
    while (inner.left > 0) items.push(read(inner));
    return items;
  }

  end(): void {
    if (this.left > 0) throw this.#fail();
  }

  #fail(): Tls13Error {
    return new Tls13Error(this.#code);
  }
}
