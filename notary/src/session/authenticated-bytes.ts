import type { Range } from '@cloudx3/verifier-core';

/** One direction of a transcript: its whole length, of which only `ranges` are known. */
export interface AuthenticatedBytes {
  /** Zero outside `ranges`. */
  readonly bytes: Uint8Array;
  /** In order, not empty, not touching each other. */
  readonly ranges: readonly Range[];
}

/**
 * Keeps the authenticated bytes and clears all others: those are whatever the prover put there, and nobody must ever
 * read them by mistake.
 *
 * @returns nothing when the ranges are not in order inside the bytes
 */
export function authenticated(bytes: Uint8Array, ranges: readonly Range[]): AuthenticatedBytes | undefined {
  const known = new Uint8Array(bytes.length);
  const merged: Range[] = [];
  let before = 0;
  for (const { start, end } of ranges) {
    if (!Number.isInteger(start) || !Number.isInteger(end)) return undefined;
    if (start < before || end < start || end > bytes.length) return undefined;
    before = end;
    if (start === end) continue;
    known.set(bytes.subarray(start, end), start);
    const last = merged.at(-1);
    if (last?.end === start) merged[merged.length - 1] = { start: last.start, end };
    else merged.push({ start, end });
  }
  return { bytes: known, ranges: merged };
}
