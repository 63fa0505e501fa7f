import type { CheckedOperation } from '../operation/checked-operation.ts';
import type { Params } from '../operation/params.ts';
import { ok } from '../result.ts';
import type { CoreResult } from '../result.ts';
import { requestPieces } from './layout.ts';
import type { Piece, RequestLayout } from './layout.ts';
import { prepareLayout } from './prepare.ts';

/** A run of a request's bytes that is either all known or one hole, and how long it may be. */
export interface Segment {
  /** Whether it is a hole; else all of its bytes are known. */
  readonly hole: boolean;
  /** Fewest bytes. */
  readonly min: number;
  /** Most bytes: more than `min` only for a hole, and for the line of `content-length` where one stands in the body. */
  readonly max: number;
}

/**
 * The segments of a request in order (rule PRX-2): known bytes and holes in turn, known bytes first and last, the last of them maybe
 * empty. Where every hole has one length, so has every segment.
 */
export function requestSegments(operation: CheckedOperation, params: Params): CoreResult<readonly Segment[]> {
  const layout = prepareLayout(operation, params);
  if (!layout.ok) return layout;
  const shortest = lengths(layout.value, ({ minLength }) => minLength);
  const longest = lengths(layout.value, ({ maxLength }) => maxLength);
  return ok(shortest.map((min, i) => ({ hole: i % 2 === 1, min, max: longest[i] ?? min })));
}

type Hole = Extract<Piece, { kind: 'hole' }>['hole'];

/** Lengths of the segments when each hole is as long as `lengthOf` says; the length of a body changes `content-length` too. */
function lengths(layout: RequestLayout, lengthOf: (hole: Hole) => number): number[] {
  const length = (piece: Piece): number =>
    piece.kind === 'bytes' ? piece.bytes.length : lengthOf(piece.hole);
  const body = layout.body.reduce((sum, piece) => sum + length(piece), 0);
  const segments = [0];
  for (const piece of requestPieces(layout, body)) {
    if (piece.kind === 'hole') segments.push(length(piece), 0);
    else segments[segments.length - 1] = (segments.at(-1) ?? 0) + length(piece);
  }
  return segments;
}
