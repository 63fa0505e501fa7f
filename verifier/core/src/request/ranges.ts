import { fail, ok } from '../result.ts';
import type { CoreResult } from '../result.ts';

/** Half-open range of bytes [start, end). */
export interface Range {
  /** The first byte. */
  readonly start: number;
  /** The first byte behind it. */
  readonly end: number;
}

/**
 * Hidden ranges in order, with those that touch made one (a hole of rule REQ-3 is one run of bytes, however many records carried it).
 * Ranges that are empty, out of order, overlapping or beyond `length` are refused.
 */
export function mergeRanges(ranges: readonly Range[], length: number): CoreResult<readonly Range[]> {
  const merged: Range[] = [];
  let end = 0;
  for (const range of ranges) {
    const isRange = Number.isInteger(range.start) && Number.isInteger(range.end) && range.start < range.end;
    if (!isRange || range.start < end || range.end > length) {
      return fail('request.hidden_ranges', 'are not increasing within the request', 'hidden');
    }
    const before = merged.at(-1);
    if (before?.end === range.start) merged[merged.length - 1] = { start: before.start, end: range.end };
    else merged.push({ start: range.start, end: range.end });
    end = range.end;
  }
  return ok(merged);
}
