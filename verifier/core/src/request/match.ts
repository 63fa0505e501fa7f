import { fail, ok } from '../result.ts';
import type { CoreCode } from '../codes.ts';
import type { CoreResult } from '../result.ts';
import type { Hole } from '@cloudx3/proto';
import type { Piece } from './layout.ts';

/** The request as it was sent, and what stands for its secrets. */
export interface SentView {
  readonly sent: Uint8Array;
  /** Whether the byte at this place cannot be seen. */
  readonly isHidden: (index: number) => boolean;
  /** Where the hole that begins at `start` ends, or why none can begin there. */
  readonly endOfHole: (hole: Hole, start: number, limit: number) => CoreResult<number>;
}

/**
 * Matches pieces against sent bytes [start, end): each known byte visible and equal, each hole where `endOfHole` says. `code` is said where
 * a byte differs. The end of the pieces has to be `end`.
 */
export function matchPieces(
  view: SentView,
  pieces: readonly Piece[],
  { start, end }: { readonly start: number; readonly end: number },
  code: CoreCode,
): CoreResult<undefined> {
  let at = start;
  for (const piece of pieces) {
    if (piece.kind === 'hole') {
      const hole = view.endOfHole(piece.hole, at, end);
      if (!hole.ok) return hole;
      at = hole.value;
      continue;
    }
    for (const byte of piece.bytes) {
      if (at >= end) return fail(code, 'ends too early');
      if (view.isHidden(at)) return fail('request.hidden_elsewhere', `byte ${at} is hidden`);
      if (view.sent[at] !== byte) return fail(code, `differs at byte ${at}`);
      at += 1;
    }
  }
  return at === end ? ok() : fail(code, `goes on at byte ${at}`);
}
