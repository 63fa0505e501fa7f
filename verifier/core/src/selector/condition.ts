import type { Condition } from '@cloudx3/proto';
import { JsonNumber } from '../response/json.ts';
import type { JsonValue } from '../response/json.ts';
import { followPath, textOf } from './path.ts';
import type { ParamValues } from './path.ts';

/** Rule CON-1: whether one condition holds. A path that is ambiguous leads to no value, and is not absent either. */
export function holds(condition: Condition, body: JsonValue, params: ParamValues): boolean {
  const found = followPath(body, condition.path, params);
  const { test } = condition;
  if (test.case === 'present') return found.kind !== 'ambiguous' && (found.kind === 'value') === test.value;
  if (found.kind !== 'value') return false;
  if (test.case === 'equalsString') return found.value === textOf(test.value.parts, params);
  return test.case === 'equalsLiteral' && literalSource(found.value) === test.value;
}

/** Source text of true, false, null or a number. */
export function literalSource(value: JsonValue): string | undefined {
  if (value instanceof JsonNumber) return value.source;
  return value === null || typeof value === 'boolean' ? String(value) : undefined;
}
