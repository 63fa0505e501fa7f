import { create, HoleSchema } from '@cloudx3/proto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkDotSegments } from './dot-segments.ts';
import { bytesPiece } from './layout.ts';
import type { Piece } from './layout.ts';

const isTaken = (...target: Piece[]) => checkDotSegments(target).ok;

/** The path to which a URL parser takes a target: what a proxy or a server in front of the resource may make of it. */
function resolved(target: string): string {
  return new URL(`http://api.example.com${target}`).pathname;
}

describe('REQ-1: segments "." and ".."', () => {
  it('are refused wherever a URL parser would resolve one', () => {
    const pieces = fc.constantFrom('/', '\\', '.', '..', '%2e', '%2E', 'a', '.a', 'a.', ';v=1', '...');
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 7 }), (parts) => {
        const target = `/${parts.join('')}`;
        // "//host" in place of a path is refused elsewhere (OP-2).
        fc.pre(!/^[/\\]{2}/.test(target));
        if (isTaken(bytesPiece(target))) expect(resolved(target)).toBe(target.replaceAll('\\', '/'));
      }),
      { numRuns: 2_000 },
    );
  });

  it.each(['/.', '/..', '/a/./b', '/a/../b', '/a/%2e%2E/b', '/a/.%2e', '/a/..;x/b', '/a\\..\\b', '/a/..?q'])(
    'are refused in %s',
    (target) => {
      expect(isTaken(bytesPiece(target))).toBe(false);
    },
  );

  it.each(['/', '/...', '/a.b/..c', '/a..', '/%2ea', '/a?x=../b', '/a?/../'])(
    'are not seen in %s',
    (target) => {
      expect(isTaken(bytesPiece(target))).toBe(true);
    },
  );

  it('may come together of several pieces, and never of a hole', () => {
    expect(isTaken(bytesPiece('/a/.'), bytesPiece('.'), bytesPiece('/b'))).toBe(false);
    const hole: Piece = { kind: 'hole', hole: create(HoleSchema, { name: 'k', minLength: 3 }) };
    expect(isTaken(bytesPiece('/a/'), hole)).toBe(true);
    expect(isTaken(bytesPiece('/a/..'), hole)).toBe(true);
  });
});
