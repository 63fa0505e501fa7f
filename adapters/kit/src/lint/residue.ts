import type { Hole, Operation, Part } from '@cloudx3/proto';
import { holesInOrder } from '@cloudx3/verifier-core';
import type { CheckedOperation } from '@cloudx3/verifier-core';

/** Where a hole stands in its request. */
export interface HolePlace {
  /** Of the request. */
  readonly part: 'request-line' | 'header' | 'body';
  /** Name of the header; only there. */
  readonly header?: string;
  /** The end of what stands before it, as far back as its name needs. */
  readonly after: string;
}

/** What stays open about one of a request's secrets, in plain words. */
export interface HoleResidue {
  /** Its name. */
  readonly hole: string;
  /** Where it stands. */
  readonly place: HolePlace;
  /** What the notary, and whoever watches the network, learns of the hole. */
  readonly observer: string;
  /** What a dishonest prover could do with the bytes that nobody but the vendor sees (REQ-3, PRX-1, attacks A6, A7, A9). */
  readonly prover: string;
}

/** The residue of each hole, in the order in which they stand in the request. */
export function describeResidue({ message }: CheckedOperation): HoleResidue[] {
  return holesInOrder(message).map((hole) => {
    const place = placeOf(message, hole.name);
    return { hole: hole.name, place, observer: observerOf(hole), prover: proverOf(hole, place) };
  });
}

function placeOf(operation: Operation, hole: string): HolePlace {
  const inTarget = literalBefore(operation.target, hole);
  if (inTarget !== undefined) return { part: 'request-line', after: nameIn(inTarget) };
  for (const header of operation.headers) {
    const before = literalBefore(header.value, hole);
    if (before !== undefined) return { part: 'header', header: header.name, after: before };
  }
  return { part: 'body', after: nameIn(literalBefore(operation.body, hole) ?? '') };
}

function observerOf({ minLength, maxLength }: Hole): string {
  if (minLength === maxLength)
    return `sees its length, ${minLength}, which is the same for everybody and tells nothing`;
  const bits = Math.log2(maxLength - minLength + 1).toFixed(1);
  return `sees its length, ${minLength} to ${maxLength}, which may tell up to ${bits} bits of whose it is`;
}

function proverOf({ minLength, maxLength }: Hole, { part }: HolePlace): string {
  const hidden = part === 'body' ? 'more of the body' : 'a header line or the start of another request';
  return minLength === maxLength
    ? `a valid credential fills it; only the owner of a shorter one that the vendor takes could hide ${hidden} in the difference`
    : `the owner of a valid credential of ${minLength} could hide ${hidden} in up to ${maxLength - minLength} bytes beside it`;
}

/** The name of a form or query value, or of a JSON member, that ends `before`. */
function nameIn(before: string): string {
  return /[^?&{,]*$/.exec(before)?.[0] ?? before;
}

function literalBefore(parts: readonly Part[], hole: string): string | undefined {
  const at = parts.findIndex((part) => part.kind.case === 'hole' && part.kind.value === hole);
  if (at < 0) return undefined;
  const before = parts[at - 1]?.kind;
  return before?.case === 'literal' ? before.value : '';
}
