import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hiddenRanges, withZeros } from './hidden-ranges.ts';

const LENGTH = 40;
const range = fc
  .tuple(fc.nat(LENGTH), fc.nat(LENGTH))
  .map(([a, b]) => ({ start: Math.min(a, b), end: Math.max(a, b) }));

describe('hiddenRanges', () => {
  it('names exactly the bytes that no range covers, in order and apart', () => {
    fc.assert(
      fc.property(fc.array(range, { maxLength: 6 }), (authenticated) => {
        const hidden = hiddenRanges(authenticated, LENGTH);
        for (let at = 0; at < LENGTH; at += 1) {
          const covers = ({ start, end }: { start: number; end: number }): boolean => start <= at && at < end;
          expect(hidden.some(covers)).toBe(!authenticated.some(covers));
        }
        hidden.forEach(({ start, end }, i) => {
          expect(start).toBeLessThan(end);
          expect(start).toBeGreaterThan(hidden[i - 1]?.end ?? -1);
        });
      }),
    );
  });

  it('is its own inverse with zeros in place', () => {
    const bytes = Uint8Array.from({ length: 8 }, (_, i) => i + 1);
    expect(
      withZeros(
        bytes,
        hiddenRanges(
          [
            { start: 0, end: 2 },
            { start: 6, end: 8 },
          ],
          8,
        ),
      ),
    ).toEqual(Uint8Array.of(1, 2, 0, 0, 0, 0, 7, 8));
    expect(bytes[3]).toBe(4);
  });
});
