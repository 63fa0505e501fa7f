import type { Hole, Operation, Part } from '@cloudx3/proto';
import type { CheckedOperation } from '@cloudx3/verifier-core';

/**
 * What stays open about a request's secrets, one sentence a hole: where each stands, what its length gives away, and what a prover in PROXY mode
 * could hide in it besides, since nobody but the vendor sees its bytes (PRX-1).
 */
export function describeResidue(operation: CheckedOperation): string[] {
  return operation.message.holes.map(
    (hole) => `${hole.name}: ${placeOf(operation.message, hole)}; ${lengthOf(hole)}; ${freedomOf(hole)}`,
  );
}

function placeOf(operation: Operation, hole: Hole): string {
  const at = literalBefore(operation.target, hole.name);
  if (at !== undefined) return `hidden in the target after "${at}"`;
  for (const header of operation.headers) {
    const before = literalBefore(header.value, hole.name);
    if (before !== undefined) return `hidden in the header "${header.name}" after "${before}"`;
  }
  // Content-Length stands before the body and is visible: it says the length before the body is sent.
  return 'hidden in the body, whose length the header "content-length" shows';
}

function lengthOf({ minLength, maxLength }: Hole): string {
  if (minLength === maxLength) return `its length is ${minLength} for everybody and tells nothing`;
  const bits = Math.log2(maxLength - minLength + 1).toFixed(1);
  return `its length, ${minLength} to ${maxLength}, is seen and may tell up to ${bits} bits`;
}

function freedomOf({ minLength, maxLength }: Hole): string {
  return minLength === maxLength
    ? 'in PROXY mode only the owner of a shorter valid one could hide anything beside it'
    : `in PROXY mode the owner of a valid one of ${minLength} could hide up to ${maxLength - minLength} bytes beside it`;
}

/** The end of what stands before the hole, as far back as its name in a query needs. */
function literalBefore(parts: readonly Part[], hole: string): string | undefined {
  const at = parts.findIndex((part) => part.kind.case === 'hole' && part.kind.value === hole);
  if (at < 0) return undefined;
  const before = parts[at - 1]?.kind;
  if (before?.case !== 'literal') return '';
  return before.value.slice(Math.max(before.value.lastIndexOf('?'), before.value.lastIndexOf('&')) + 1);
}
