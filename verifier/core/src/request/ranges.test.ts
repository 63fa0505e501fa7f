import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeRanges } from './ranges.ts';
import type { Range } from './ranges.ts';

const LENGTH = 24;
/** Which bytes are hidden, one character each. */
const masks = fc.string({ unit: fc.constantFrom('.', '#'), minLength: LENGTH, maxLength: LENGTH });
const cuts = fc.uniqueArray(fc.integer({ min: 1, max: LENGTH - 1 }));

/** The runs of hidden bytes, cut up further where `cuts` says so, as records of a transcript cut them. */
function rangesOf(mask: string, at: readonly number[] = []): Range[] {
  const ranges: Range[] = [];
  for (let i = 0; i < mask.length; i += 1) {
    if (mask[i] !== '#') continue;
    const last = ranges.at(-1);
    if (last?.end === i && !at.includes(i)) ranges[ranges.length - 1] = { start: last.start, end: i + 1 };
    else ranges.push({ start: i, end: i + 1 });
  }
  return ranges;
}

describe('REQ-3: hidden ranges', () => {
  it('are the runs of hidden bytes, however many pieces they came in', () => {
    fc.assert(
      fc.property(masks, cuts, (mask, at) => {
        expect(mergeRanges(rangesOf(mask, at), LENGTH)).toEqual({ ok: true, value: rangesOf(mask) });
      }),
    );
  });

  it.each<[string, readonly Range[]]>([
    ['empty', [{ start: 3, end: 3 }]],
    ['backwards', [{ start: 4, end: 3 }]],
    ['in front of the request', [{ start: -1, end: 3 }]],
    ['beyond the request', [{ start: 20, end: LENGTH + 1 }]],
    [
      'out of order',
      [
        { start: 8, end: 9 },
        { start: 1, end: 2 },
      ],
    ],
    [
      'overlapping',
      [
        { start: 1, end: 5 },
        { start: 4, end: 8 },
      ],
    ],
    ['of halves of bytes', [{ start: 0.5, end: 3 }]],
    ['of no number', [{ start: 0, end: Number.NaN }]],
    ['without an end', [{ start: 0, end: Number.POSITIVE_INFINITY }]],
  ])('that are %s are refused', (_what, ranges) => {
    expect(mergeRanges(ranges, LENGTH)).toMatchObject({ ok: false, code: 'request.hidden_ranges' });
  });
});
