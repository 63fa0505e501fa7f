import type { ConditionSpec, PathSpec } from '@cloudx3/verifier-core';

/** Step to the one element of an array whose member `key` is the string that `equals` renders to (SEL-1). */
export function element(key: string, equals: string): PathSpec[number] {
  return { where: key, equals };
}

/** Condition: the JSON string at `path` is `text`. Proves a unit, a name, a state. `text` is taken literally. */
export function isText(path: PathSpec, text: string): ConditionSpec {
  return { path, equals: text.replaceAll('{', '{{').replaceAll('}', '}}') };
}

/** Condition: the JSON string at `path` is the value of a parameter: the vendor answered about what was asked. */
export function isParameter(path: PathSpec, parameter: string): ConditionSpec {
  return { path, equals: `{${parameter}}` };
}

/** Condition: the number, true, false or null at `path` is written exactly `source`. */
export function isLiteral(path: PathSpec, source: string): ConditionSpec {
  return { path, literal: source };
}
