import type { Vector } from './vector.ts';

/** Stable text of a file of vectors: one vector a block, so that a change shows as what it is. */
export function textOf(vectors: readonly Vector[]): string {
  return `${JSON.stringify(vectors, null, 2)}\n`;
}
