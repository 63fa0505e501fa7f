import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { authenticated } from './authenticated-bytes.ts';

const ten = Uint8Array.from({ length: 10 }, (_, index) => index + 1);

describe('authenticated', () => {
  it('keeps the known bytes and clears what the prover put elsewhere', () => {
    expect(
      authenticated(ten, [
        { start: 1, end: 3 },
        { start: 8, end: 10 },
      ]),
    ).toEqual({
      bytes: new Uint8Array([0, 2, 3, 0, 0, 0, 0, 0, 9, 10]),
      ranges: [
        { start: 1, end: 3 },
        { start: 8, end: 10 },
      ],
    });
    expect(authenticated(ten, [])).toEqual({ bytes: new Uint8Array(10), ranges: [] });
  });

  it('joins ranges that touch and drops empty ones', () => {
    const ranges = [
      { start: 0, end: 2 },
      { start: 2, end: 2 },
      { start: 2, end: 4 },
      { start: 7, end: 7 },
    ];
    expect(authenticated(ten, ranges)?.ranges).toEqual([{ start: 0, end: 4 }]);
  });

  it.each([
    [
      'out of order',
      [
        { start: 5, end: 6 },
        { start: 1, end: 2 },
      ],
    ],
    [
      'overlapping',
      [
        { start: 1, end: 5 },
        { start: 4, end: 6 },
      ],
    ],
    ['reversed', [{ start: 5, end: 4 }]],
    ['beyond the end', [{ start: 5, end: 11 }]],
    ['before the start', [{ start: -1, end: 1 }]],
    ['not whole', [{ start: 0.5, end: 1 }]],
    ['not a number', [{ start: Number.NaN, end: 1 }]],
  ])('refuses ranges that are %s', (_title, ranges) => {
    expect(authenticated(ten, ranges)).toBeUndefined();
  });

  it('never shows a byte that no range covers', () => {
    const range = fc.record({
      start: fc.integer({ min: -2, max: 12 }),
      end: fc.integer({ min: -2, max: 12 }),
    });
    fc.assert(
      fc.property(fc.array(range, { maxLength: 4 }), (ranges) => {
        authenticated(ten, ranges)?.bytes.forEach((byte, index) => {
          const covered = ranges.some(({ start, end }) => index >= start && index < end);
          expect(byte).toBe(covered ? index + 1 : 0);
        });
      }),
    );
  });
});
