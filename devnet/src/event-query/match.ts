import { compareDecimals, parseDecimal } from './decimal.ts';
import type { Condition, Operator } from './parse.ts';
import { parseDate, parseTime } from './times.ts';

/** What subscribers are told: values by `type.key`. */
export type TaggedValues = ReadonlyMap<string, readonly string[]>;

/** Whether events meet all conditions, each of them by some value. */
export function matches(conditions: readonly Condition[], events: TaggedValues): boolean {
  return conditions.every((condition) => {
    const holds = testOf(condition);
    return valuesOf(condition.tag, events).some(holds);
  });
}

/** A tag that is a mere type of event stands for an empty text. */
function valuesOf(tag: string, events: TaggedValues): readonly string[] {
  const values = events.get(tag) ?? [];
  const isType = [...events.keys()].some((name) => name.slice(0, name.lastIndexOf('.')) === tag);
  return isType ? [...values, ''] : values;
}

function testOf({ operator, argument }: Condition): (value: string) => boolean {
  if (argument === undefined) return () => true;
  const { kind, text } = argument;
  if (kind === 'string')
    return operator === '=' ? (value) => value === text : (value) => value.includes(text);
  if (kind === 'number') return ordered(operator, text, leadingNumber, compareDecimals);
  return ordered(operator, text, kind === 'time' ? parseTime : parseDate, (a, b) =>
    a < b ? -1 : a > b ? 1 : 0,
  );
}

/** Values of which the argument's kind can make nothing never match. */
function ordered<T>(
  operator: Operator,
  text: string,
  read: (text: string) => T | undefined,
  compare: (a: T, b: T) => number,
): (value: string) => boolean {
  const bound = read(text);
  return (value) => {
    const own = read(value);
    return own !== undefined && bound !== undefined && inOrder(operator, compare(own, bound));
  };
}

/** Whether `value operator bound` holds, where `order` is how the two compare. */
function inOrder(operator: Operator, order: number): boolean {
  if (operator === '=') return order === 0;
  if (operator === '<') return order < 0;
  if (operator === '<=') return order <= 0;
  return operator === '>' ? order > 0 : order >= 0;
}

/** `100ustake` is a hundred. There is no sign: a negative number has no such beginning. */
function leadingNumber(value: string) {
  return parseDecimal(/^\d+(?:\.\d+)?/.exec(value)?.[0] ?? '');
}
