import type { Param, Step } from '@cloudx3/proto';

type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** What the tree gets in the place of a value. `DELETE` removes the member. */
export const DELETE = Symbol('delete');
/** Stands for source text that no JSON tree can hold, such as NaN. */
const SOURCE_MARK = '\u0000source:';

/** Source text to write as it is in the place of a value. */
export function source(text: string): string {
  return `${SOURCE_MARK}${text}`;
}

/** The body with something else at a path of an operation. Throws where the path leads nowhere: the test would prove nothing. */
export function withValueAt(
  body: string,
  path: readonly Step[],
  params: readonly Param[],
  value: Json | typeof DELETE,
): string {
  const tree = JSON.parse(body) as Json;
  let parent: Json = tree;
  for (const step of path.slice(0, -1)) parent = child(parent, keyOf(parent, step, params));
  const last = path.at(-1);
  if (last === undefined) throw new Error('the path is empty');
  const key = keyOf(parent, last, params);
  child(parent, key);
  if (value === DELETE) Reflect.deleteProperty(parent as object, key);
  else Reflect.set(parent as object, key, value);
  return unmarked(JSON.stringify(tree));
}

/** The body with the element that a path's match finds there twice. Throws where the path has no match. */
export function withElementTwice(body: string, path: readonly Step[], params: readonly Param[]): string {
  const at = path.findIndex((step) => step.kind.case === 'match');
  const step = path[at];
  if (step === undefined) throw new Error('the path finds nothing by a member of its own');
  const tree = JSON.parse(body) as Json;
  let parent: Json = tree;
  for (const before of path.slice(0, at)) parent = child(parent, keyOf(parent, before, params));
  const found = child(parent, keyOf(parent, step, params));
  (parent as Json[]).push(structuredClone(found));
  return JSON.stringify(tree);
}

function keyOf(parent: Json, { kind }: Step, params: readonly Param[]): string | number {
  switch (kind.case) {
    case 'key':
    case 'index':
      return kind.value;
    case 'match': {
      const { key, equals } = kind.value;
      const wanted = equals
        .map(({ kind: part }) =>
          part.case === 'parameter'
            ? (params.find(({ name }) => name === part.value)?.value ?? '')
            : (part.value ?? ''),
        )
        .join('');
      const index = (parent as Json[]).findIndex((item) => (item as Record<string, Json>)[key] === wanted);
      if (index < 0) throw new Error(`no element has ${key} = ${wanted}`);
      return index;
    }
    case undefined:
      throw new Error('the step is empty');
  }
}

function child(parent: Json, key: string | number): Json {
  if (typeof parent !== 'object' || parent === null || !Object.hasOwn(parent, key))
    throw new Error(`there is no ${key} in the fixture`);
  return (parent as Record<string | number, Json>)[key] ?? null;
}

function unmarked(text: string): string {
  return text.replaceAll(/"\\u0000source:([^"]*)"/g, '$1');
}
