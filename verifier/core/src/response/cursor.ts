const CR = 0x0d;
const LF = 0x0a;

/** Reads bytes from the front. Holds no more than the bytes it was given. */
export class Cursor {
  at = 0;
  readonly bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  get left(): number {
    return this.bytes.length - this.at;
  }

  take(length: number): Uint8Array | undefined {
    if (length > this.left) return undefined;
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }

  /**
   * The next line without its CR LF, of at most `max` bytes. `bare` is a CR or LF that is not part of a CR LF, which rule RES-1 refuses
   * since readers differ on what it ends.
   */
  line(max: number): { ok: true; line: Uint8Array } | { ok: false; why: 'truncated' | 'too_long' | 'bare' } {
    for (let end = this.at; end < this.bytes.length; end += 1) {
      const byte = this.bytes[end];
      if (byte === LF) return { ok: false, why: 'bare' };
      if (byte === CR) {
        if (end + 1 === this.bytes.length) break;
        if (this.bytes[end + 1] !== LF) return { ok: false, why: 'bare' };
        const line = this.bytes.subarray(this.at, end);
        this.at = end + 2;
        return { ok: true, line };
      }
      if (end - this.at >= max) return { ok: false, why: 'too_long' };
    }
    return { ok: false, why: 'truncated' };
  }
}

/** Bytes as text, one character a byte, so that an expression can say which bytes a line may hold. */
export function latin1(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}
