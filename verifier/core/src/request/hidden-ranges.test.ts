import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hiddenRanges } from './hidden-ranges.ts';
import { mergeRanges } from './ranges.ts';

const visible = fc.uint8Array({ minLength: 1, maxLength: 12 }).map((bytes) => bytes.map((byte) => byte || 1));
const hidden = fc.integer({ min: 1, max: 9 });

describe('hiddenRanges', () => {
  it('finds what was blanked out, and nothing else', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(visible, hidden), { maxLength: 5 }), visible, (parts, last) => {
        const bytes: number[] = [];
        const blanked = parts.map(([public_, length]) => {
          bytes.push(...public_);
          const start = bytes.length;
          bytes.push(...new Uint8Array(length));
          return { start, end: start + length };
        });
        bytes.push(...last);
        expect(hiddenRanges(Uint8Array.from(bytes))).toEqual(blanked);
      }),
    );
  });

  it('are ranges as a request is compared with, to its very ends', () => {
    const ranges = hiddenRanges(Uint8Array.of(0, 0, 71, 0));
    expect(ranges).toEqual([
      { start: 0, end: 2 },
      { start: 3, end: 4 },
    ]);
    expect(mergeRanges(ranges, 4)).toEqual({ ok: true, value: ranges });
    expect(hiddenRanges(new Uint8Array())).toEqual([]);
  });
});
