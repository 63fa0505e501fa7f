import type { Part, Step } from '@cloudx3/proto';
import { JsonNumber } from '../response/json.ts';
import type { JsonValue } from '../response/json.ts';

/** Values of parameters by name, for the templates in paths and conditions. */
export type ParamValues = ReadonlyMap<string, string>;

/** Where a path leads (rule SEL-1). */
export type Found =
  | { readonly kind: 'value'; readonly value: JsonValue }
  | { readonly kind: 'absent' }
  | { readonly kind: 'ambiguous' };

const ABSENT: Found = { kind: 'absent' };

/** Walks a JSON value (rule SEL-1). Only what an object or array has of its own is seen. */
export function followPath(root: JsonValue, path: readonly Step[], params: ParamValues): Found {
  let value = root;
  for (const { kind } of path) {
    const found = step(value, kind, params);
    if (found.kind !== 'value') return found;
    value = found.value;
  }
  return { kind: 'value', value };
}

function step(value: JsonValue, kind: Step['kind'], params: ParamValues): Found {
  switch (kind.case) {
    case 'key':
      return memberOf(value, kind.value);
    case 'index': {
      const element = Array.isArray(value) ? value[kind.value] : undefined;
      return element === undefined ? ABSENT : { kind: 'value', value: element };
    }
    case 'match':
      return elementOf(value, kind.value.key, textOf(kind.value.equals, params));
    case undefined:
      return ABSENT;
  }
}

/** An object's own member (rule SEL-1). */
export function memberOf(value: JsonValue, key: string): Found {
  if (!isObject(value) || !Object.hasOwn(value, key)) return ABSENT;
  const member = value[key];
  return member === undefined ? ABSENT : { kind: 'value', value: member };
}

function elementOf(value: JsonValue, key: string, equals: string): Found {
  if (!Array.isArray(value)) return ABSENT;
  const [element, another] = value.filter((candidate) => {
    const member = memberOf(candidate, key);
    return member.kind === 'value' && member.value === equals;
  });
  if (element === undefined) return ABSENT;
  return another === undefined ? { kind: 'value', value: element } : { kind: 'ambiguous' };
}

/** Whether a JSON value is an object, and neither an array nor a number. */
export function isObject(value: JsonValue): value is { [name: string]: JsonValue } {
  return (
    typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof JsonNumber)
  );
}

/** The text of a template of literals and parameters. */
export function textOf(parts: readonly Part[], params: ParamValues): string {
  return parts
    .map(({ kind }) => (kind.case === 'parameter' ? (params.get(kind.value) ?? '') : (kind.value ?? '')))
    .join('');
}
