import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeSections, encodeSections } from './sections.ts';
import { VmError } from './vm-error.ts';

const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);

describe('sections', () => {
  it('come back as they were put together', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 20 }), { maxLength: 8 }), (sections) => {
        const decoded = decodeSections(encodeSections(sections));
        expect(decoded.map((section) => [...section])).toEqual(sections.map((section) => [...section]));
      }),
    );
  });

  it('are written as contracts read them: bytes, then their length in big endian', () => {
    // The examples of cosmwasm-std's sections.rs.
    expect([...encodeSections([bytes(0xaa), bytes(0xde, 0xde)])]).toEqual([
      0xaa, 0, 0, 0, 1, 0xde, 0xde, 0, 0, 0, 2,
    ]);
    expect([...encodeSections([bytes()])]).toEqual([0, 0, 0, 0]);
    expect(decodeSections(bytes(0xaa, 0, 0, 0, 1, 0xde, 0xde, 0, 0, 0, 2))).toEqual([
      bytes(0xaa),
      bytes(0xde, 0xde),
    ]);
    expect(decodeSections(bytes())).toEqual([]);
  });

  it('are refused where a length leads out of them, or bytes belong to none', () => {
    expect(() => decodeSections(bytes(0xaa, 0, 0, 0, 2))).toThrow(/section length overflow/);
    expect(() => decodeSections(bytes(0xff, 0xff, 0xff, 0xff))).toThrow(/section length overflow/);
    expect(() => decodeSections(bytes(1, 2, 3))).toThrow(/extra data outside of any section/);
    expect(() => decodeSections(bytes(9, 0, 0, 0, 0))).toThrow(/extra data outside of any section/);
  });

  it('of hostile bytes are a refusal, or exactly those bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (data) => {
        try {
          expect(encodeSections(decodeSections(data))).toEqual(data);
        } catch (error) {
          if (!(error instanceof VmError)) throw error;
        }
      }),
      { numRuns: 1000 },
    );
  });
});
