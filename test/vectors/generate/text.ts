import type { Vector } from './vector.ts';

/** Stable text of a file of vectors: one vector a block, so that a change shows as what it is. */
export function textOf(vectors: readonly Vector[]): string {
  return `${JSON.stringify(vectors, null, 2)}\n`;
}

/**
 * A text of this many UTF-8 bytes of which each character has another length: two, three and four bytes, and in UTF-16 one unit and two. Who
 * counts anything but bytes finds it shorter.
 */
export function anyText(bytes: number): string {
  return 'ü€😀'.repeat(Math.floor(bytes / 9)) + 'x'.repeat(bytes % 9);
}
