import { ValueType } from './value-type.ts';

/** Thrown for bytes that are not a well-formed module. The VM turns it into the words wasmd uses. */
export class WasmFormatError extends Error {
  override readonly name = 'WasmFormatError';
}

const VALUE_TYPES: ReadonlySet<number> = new Set<number>(Object.values(ValueType));
const VECTOR = 0x7b;
const NO_VALUE = 0x40;
/** Negative numbers of one byte are types of their own, all others an index. */
const SINGLE_BYTE_MASK = 0xc0;
const SINGLE_BYTE = 0x40;
const SIGN_BIT = 0x40;
const SECOND_MEMORY_FLAG = 1 << 6;

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Bounded cursor over untrusted bytes: every read checks the end, every LEB128 its maximal length. */
export class ByteReader {
  readonly bytes: Uint8Array;
  readonly end: number;
  offset: number;

  constructor(bytes: Uint8Array, offset = 0, end = bytes.length) {
    this.bytes = bytes;
    this.offset = offset;
    this.end = end;
  }

  get done(): boolean {
    return this.offset >= this.end;
  }

  fail(message: string): never {
    throw new WasmFormatError(`${message} (at offset 0x${this.offset.toString(16)})`);
  }

  u8(): number {
    if (this.offset >= this.end) this.fail('unexpected end-of-file');
    return this.bytes[this.offset++] ?? 0;
  }

  /** Unsigned LEB128 of at most 32 bits. */
  u32(): number {
    let result = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = this.u8();
      if (shift === 28 && byte > 0x0f) this.fail('invalid var_u32: integer too large');
      result |= (byte & 0x7f) << shift;
      if (byte < 0x80) return result >>> 0;
    }
    return this.fail('invalid var_u32: integer representation too long');
  }

  /** Skips a signed LEB128 of at most `bits` bits; the value is copied as it stands, never interpreted. */
  skipSigned(bits: 32 | 33 | 64): void {
    this.#signedIsNegative(bits);
  }

  #signedIsNegative(bits: 32 | 33 | 64): boolean {
    const most = Math.ceil(bits / 7);
    for (let index = 0; index < most; index++) {
      const byte = this.u8();
      if (byte < 0x80) return (byte & SIGN_BIT) !== 0;
    }
    return this.fail('invalid var_i: integer representation too long');
  }

  /** The byte of a value type. The engine knows types of more than one byte; the VM does not, and neither does this. */
  valueType(): number {
    const type = this.u8();
    if (type === VECTOR) this.fail('SIMD support is not enabled');
    if (!VALUE_TYPES.has(type)) this.fail('invalid value type');
    return type;
  }

  /** Type of a block: none, one value, or the index of a function type. */
  skipBlockType(): void {
    const first = this.bytes[this.offset] ?? 0;
    if (this.offset < this.end && first === NO_VALUE) this.offset++;
    else if ((first & SINGLE_BYTE_MASK) === SINGLE_BYTE) this.valueType();
    else if (this.#signedIsNegative(33)) this.fail('invalid block type');
  }

  /** Where a load or store goes: alignment and offset. A larger alignment would be the flag of a second memory. */
  skipMemoryArgument(): void {
    if (this.u32() >= SECOND_MEMORY_FLAG) this.fail('malformed memop alignment: alignment too large');
    this.u32();
  }

  skip(count: number): void {
    if (count > this.end - this.offset) this.fail('unexpected end-of-file');
    this.offset += count;
  }

  take(count: number): Uint8Array {
    const start = this.offset;
    this.skip(count);
    return this.bytes.subarray(start, this.offset);
  }

  name(): string {
    const raw = this.take(this.u32());
    try {
      return utf8.decode(raw);
    } catch {
      return this.fail('malformed UTF-8 encoding');
    }
  }

  /** Reads a vector; each element takes at least one byte, so a hostile count ends at the end of the bytes. */
  vector<T>(read: (index: number) => T): T[] {
    const count = this.u32();
    if (count > this.end - this.offset) this.fail('unexpected end-of-file');
    const items: T[] = [];
    for (let index = 0; index < count; index++) items.push(read(index));
    return items;
  }
}
