import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ByteReader, WasmFormatError } from './byte-reader.ts';
import { ByteWriter } from './byte-writer.ts';

const written = (write: (out: ByteWriter) => void): Uint8Array => {
  const out = new ByteWriter(1);
  write(out);
  return out.finish();
};
const reading = (...bytes: number[]): ByteReader => new ByteReader(Uint8Array.from(bytes));

describe('numbers', () => {
  it('come back as they were written, one after the other', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(0xffff_ffff)), (values) => {
        const reader = new ByteReader(written((out) => values.forEach((value) => out.u32(value))));
        expect(values.map(() => reader.u32())).toEqual(values);
        expect(reader.done).toBe(true);
      }),
    );
  });

  it('signed ones are written as the engine reads them', () => {
    // BigInt.asIntN is the other reader: seven bits a byte, the last one carries the sign.
    const decode = (bytes: Uint8Array): number => {
      const bits = bytes.reduce((sum, byte, at) => sum | (BigInt(byte & 0x7f) << BigInt(7 * at)), 0n);
      return Number(BigInt.asIntN(7 * bytes.length, bits));
    };
    fc.assert(
      fc.property(fc.integer(), (value) => {
        const bytes = written((out) => out.s32(value));
        expect(decode(bytes)).toBe(value);
        expect(bytes.length).toBeLessThanOrEqual(5);
        const reader = new ByteReader(bytes);
        reader.skipSigned(32);
        expect(reader.done).toBe(true);
      }),
    );
  });

  it('unsigned ones end where 32 bits do', () => {
    expect(reading(0xff, 0xff, 0xff, 0xff, 0x0f).u32()).toBe(0xffff_ffff);
    expect(() => reading(0xff, 0xff, 0xff, 0xff, 0x10).u32()).toThrow(/integer too large/);
    expect(() => reading(0x80, 0x80, 0x80, 0x80, 0x80, 0).u32()).toThrow(/too large|too long/);
    expect(reading(0x80, 0x80, 0x00).u32()).toBe(0);
  });

  it.each([
    [32, 5],
    [33, 5],
    [64, 10],
  ] as const)('signed ones of %i bits have at most %i bytes', (bits, most) => {
    const long = (count: number): ByteReader => reading(...new Array<number>(count - 1).fill(0x80), 0);
    expect(() => long(most).skipSigned(bits)).not.toThrow();
    expect(() => long(most + 1).skipSigned(bits)).toThrow(/representation too long/);
  });
});

describe('a reader', () => {
  it('never passes its end, whatever it is asked for', () => {
    const reads: ((reader: ByteReader) => unknown)[] = [
      (reader) => reader.u8(),
      (reader) => reader.u32(),
      (reader) => reader.name(),
      (reader) => reader.take(3),
      (reader) => reader.valueType(),
      (reader) => reader.skipBlockType(),
      (reader) => reader.skipMemoryArgument(),
      (reader) => reader.skipSigned(64),
      (reader) => reader.vector(() => reader.u8()),
    ];
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 24 }),
        fc.nat(24),
        fc.array(fc.constantFrom(...reads)),
        (bytes, cut, asked) => {
          const end = Math.min(cut, bytes.length);
          const reader = new ByteReader(bytes, 0, end);
          try {
            for (const read of asked) read(reader);
          } catch (error) {
            expect(error).toBeInstanceOf(WasmFormatError);
          }
          expect(reader.offset).toBeLessThanOrEqual(end);
        },
      ),
    );
  });

  it('says where it stopped', () => {
    const reader = reading(1, 2);
    reader.take(2);
    expect(() => reader.u8()).toThrow('unexpected end-of-file (at offset 0x2)');
  });

  it('does not believe a vector that claims more elements than there are bytes', () => {
    const reader = reading(0xff, 0xff, 0xff, 0xff, 0x0f, 1, 2, 3);
    expect(() => reader.vector(() => reader.u8())).toThrow(/end-of-file/);
    expect(reader.offset).toBe(5);
  });

  it('refuses names that are no UTF-8', () => {
    expect(reading(2, 0xc3, 0xa9).name()).toBe('é');
    expect(() => reading(2, 0xc3, 0x28).name()).toThrow(/malformed UTF-8/);
    expect(() => reading(3, 0xed, 0xa0, 0x80).name()).toThrow(/malformed UTF-8/);
  });
});

describe('types', () => {
  it.each([0x7f, 0x7e, 0x7d, 0x7c, 0x70, 0x6f])('of values: 0x%s is one', (byte) => {
    expect(reading(byte).valueType()).toBe(byte);
  });

  it.each([
    ['a vector', 0x7b, /SIMD/],
    ['(ref null …), which has a second byte', 0x63, /invalid value type/],
    ['(ref …)', 0x64, /invalid value type/],
    ['exnref', 0x69, /invalid value type/],
    ['anyref', 0x6e, /invalid value type/],
    ['nothing', 0x40, /invalid value type/],
  ])('of values: %s is none', (_what, byte, reason) => {
    expect(() => reading(byte).valueType()).toThrow(reason);
  });

  it.each([
    ['no value', [0x40], 1],
    ['an i64', [0x7e], 1],
    ['the type with index 5', [0x05], 1],
    ['the type with index 64, whose sign bit is clear', [0xc0, 0x00], 2],
  ])('of blocks: %s', (_what, bytes, length) => {
    const reader = reading(...bytes, 0x0b);
    reader.skipBlockType();
    expect(reader.offset).toBe(length);
  });

  it.each([
    ['a reference type of two bytes', [0x63, 0x70]],
    ['a negative index', [0xc0, 0x40]],
    ['nothing at all', []],
  ])('of blocks: not %s', (_what, bytes) => {
    expect(() => reading(...bytes).skipBlockType()).toThrow(WasmFormatError);
  });

  it('of memory accesses: the flag of a second memory is refused', () => {
    expect(() => reading(0x3f, 0).skipMemoryArgument()).not.toThrow();
    expect(() => reading(0x42, 0, 0x41).skipMemoryArgument()).toThrow(/alignment too large/);
  });
});

describe('a writer', () => {
  it('grows as needed and keeps what it had', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 8 }), (parts) => {
        const bytes = written((out) => parts.forEach((part) => out.raw(part)));
        expect(Buffer.from(bytes)).toEqual(Buffer.concat(parts));
      }),
      { numRuns: 50 },
    );
  });

  it('puts the length in front of a sized part, and of a name in its bytes', () => {
    const inner = new ByteWriter();
    inner.raw(new Uint8Array(200));
    const reader = new ByteReader(
      written((out) => {
        out.sized(inner);
        out.name('größe');
      }),
    );
    expect(reader.take(reader.u32())).toEqual(new Uint8Array(200));
    expect(reader.name()).toBe('größe');
  });
});
