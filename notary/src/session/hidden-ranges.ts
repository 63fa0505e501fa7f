import type { Range } from '@cloudx3/verifier-core';

/** What the authenticated ranges of `length` bytes leave out, in order. The ranges may come unordered and may overlap. */
export function hiddenRanges(authenticated: readonly Range[], length: number): Range[] {
  const hidden: Range[] = [];
  let at = 0;
  for (const { start, end } of [...authenticated].sort((a, b) => a.start - b.start)) {
    if (start >= end) continue;
    if (start > at) hidden.push({ start: at, end: Math.min(start, length) });
    at = Math.max(at, end);
  }
  if (at < length) hidden.push({ start: at, end: length });
  return hidden.filter(({ start, end }) => start < end);
}

/** A copy with zeros in the ranges: how a transcript is kept and committed to (rule ATT-3). */
export function withZeros(bytes: Uint8Array, ranges: readonly Range[]): Uint8Array {
  const copy = Uint8Array.from(bytes);
  for (const { start, end } of ranges) copy.fill(0, start, end);
  return copy;
}
