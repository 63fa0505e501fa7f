import type { MessageInitShape, StepSchema } from '@cloudx3/proto';
import { unwrap } from '../error.ts';
import { parseJson } from '../response/json.ts';
import type { JsonValue } from '../response/json.ts';

/** A step as a test writes it. */
export type Step = MessageInitShape<typeof StepSchema>;

/** The value of a JSON text (rule RES-4). */
export function json(text: string): JsonValue {
  return unwrap(parseJson(new TextEncoder().encode(text)));
}

export function key(value: string): Step {
  return { kind: { case: 'key', value } };
}

export function index(value: number): Step {
  return { kind: { case: 'index', value } };
}

/** Parameters of the paths below. */
export const PARAMS: ReadonlyMap<string, string> = new Map([['id', 'b']]);

/** The element whose member `name` is `x` and the parameter `id`: `xb`. */
export function match(name: string): Step {
  const literal = { kind: { case: 'literal' as const, value: 'x' } };
  const parameter = { kind: { case: 'parameter' as const, value: 'id' } };
  return { kind: { case: 'match', value: { key: name, equals: [literal, parameter] } } };
}
