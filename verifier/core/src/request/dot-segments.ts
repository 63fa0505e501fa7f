import { fail, ok } from '../result.ts';
import type { CoreResult } from '../result.ts';
import type { Piece } from './layout.ts';

// Servers resolve these, percent-encoded or not, so that a parameter ".." would lead to another resource (rule REQ-1).
const DOT_SEGMENT = /(?:^|[/\\])(?:\.|%2e){1,2}(?=[/\\;]|$)/i;

/** Whether the rendered path has no segment "." or "..". A hole is too long to be one, and stands as `*`. */
export function checkDotSegments(target: readonly Piece[]): CoreResult<undefined> {
  const text = target.map((piece) => (piece.kind === 'hole' ? '*' : decodeAscii(piece.bytes))).join('');
  const path = text.split('?', 1)[0] ?? '';
  return DOT_SEGMENT.test(path) ? fail('request.dot_segment', 'has a segment "." or ".."', 'target') : ok();
}

function decodeAscii(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
