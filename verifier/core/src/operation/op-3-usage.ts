import type { Operation, Part } from '@cloudx3/proto';
import { fail, ok } from '../result.ts';
import type { CoreResult } from '../result.ts';

/** Rule OP-3: what is used is declared, what is declared is used, and a hole is used exactly once. */
export function checkUsage(operation: Operation): CoreResult<undefined> {
  const parameters = new Set<string>();
  const holes = new Set<string>();
  for (const { kind } of allParts(operation)) {
    if (kind.case === 'parameter') parameters.add(kind.value);
    if (kind.case !== 'hole') continue;
    if (holes.has(kind.value)) return fail('operation.hole_use', 'is used twice', `holes.${kind.value}`);
    holes.add(kind.value);
  }
  const declared = sameNames(parameters, operation.parameters, 'parameters');
  return declared.ok ? sameNames(holes, operation.holes, 'holes') : declared;
}

function sameNames(
  used: ReadonlySet<string>,
  declared: readonly { readonly name: string }[],
  field: string,
): CoreResult<undefined> {
  const names = new Set(declared.map(({ name }) => name));
  for (const name of used) {
    if (!names.has(name)) return fail('operation.undeclared', 'is used and not declared', `${field}.${name}`);
  }
  for (const name of names) {
    if (!used.has(name)) return fail('operation.unused', 'is declared and not used', `${field}.${name}`);
  }
  return ok();
}

function allParts(operation: Operation): Part[] {
  const paths = [
    ...operation.conditions.map((condition) => condition.path),
    ...operation.readings.map((reading) => reading.path),
    operation.observedAt?.path ?? [],
  ];
  return [
    ...operation.target,
    ...operation.headers.flatMap((header) => header.value),
    ...operation.body,
    ...operation.conditions.flatMap(({ test }) => (test.case === 'equalsString' ? test.value.parts : [])),
    ...paths.flat().flatMap(({ kind }) => (kind.case === 'match' ? kind.value.equals : [])),
  ];
}
