import type { Operation, Part } from '@cloudx3/proto';
import { fail, ok } from '../result.ts';
import type { CoreResult } from '../result.ts';

/** Rule OP-3: what is used is declared, what is declared is used, and a hole is used exactly once. */
export function checkUsage(operation: Operation): CoreResult<undefined> {
  const parameters = new Set<string>();
  const holes = new Set<string>();
  for (const { kind } of [...requestParts(operation), ...answerParts(operation)]) {
    if (kind.case === 'parameter') parameters.add(kind.value);
    if (kind.case !== 'hole') continue;
    if (holes.has(kind.value)) return fail('operation.hole_use', 'is used twice', `holes.${kind.value}`);
    holes.add(kind.value);
  }
  const declared = sameNames(parameters, operation.parameters, 'parameters');
  if (!declared.ok) return declared;
  const same = sameNames(holes, operation.holes, 'holes');
  return same.ok ? checkListUse(operation) : same;
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

/** Rule OP-6: a list stands in target or body alone. */
function checkListUse(operation: Operation): CoreResult<undefined> {
  const list = operation.parameters.find(({ type }) => type.case === 'list')?.name;
  const parts = [...operation.headers.flatMap(({ value }) => value), ...answerParts(operation)];
  return list !== undefined && parts.some(({ kind }) => kind.case === 'parameter' && kind.value === list)
    ? fail('operation.list_use', 'stands in a header, a path or a condition', `parameters.${list}`)
    : ok();
}

function requestParts({ target, headers, body }: Operation): Part[] {
  return [...target, ...headers.flatMap(({ value }) => value), ...body];
}

/** What something in the response is compared with. */
function answerParts({ conditions, readings, observedAt, periodStart, rows }: Operation): Part[] {
  const all = [...conditions, ...(rows?.conditions ?? [])];
  const paths = [
    ...all.map(({ path }) => path),
    ...readings.flatMap(({ path, quality }) => [path, quality?.path ?? []]),
    ...[observedAt?.path, periodStart?.path, rows?.path, rows?.key].map((path) => path ?? []),
  ];
  return [
    ...all.flatMap(({ test }) => (test.case === 'equalsString' ? test.value.parts : [])),
    ...paths.flat().flatMap(({ kind }) => (kind.case === 'match' ? kind.value.equals : [])),
  ];
}
