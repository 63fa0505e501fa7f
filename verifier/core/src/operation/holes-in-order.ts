import type { Hole, Operation } from '@cloudx3/proto';

/** The holes of a checked operation in the order in which they stand in its request (rule ATT-4): target, header values, body. */
export function holesInOrder(operation: Operation): readonly Hole[] {
  const declared = new Map(operation.holes.map((hole) => [hole.name, hole]));
  const parts = [...operation.target, ...operation.headers.flatMap(({ value }) => value), ...operation.body];
  return parts.flatMap(({ kind }) => {
    const hole = kind.case === 'hole' ? declared.get(kind.value) : undefined;
    return hole === undefined ? [] : [hole];
  });
}
