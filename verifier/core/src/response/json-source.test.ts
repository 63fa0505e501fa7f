import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unwrap } from '../error.ts';
import { JsonNumber, parseJson } from './json.ts';
import type { JsonValue } from './json.ts';

/** A value as both sides are compared: a number as `{ source }`. */
type Shown = null | boolean | string | { source: string } | Shown[] | { members: [string, Shown][] };

function shown(value: JsonValue): Shown {
  if (value instanceof JsonNumber) return { source: value.source };
  if (Array.isArray(value)) return value.map(shown);
  if (typeof value !== 'object' || value === null) return value;
  return { members: Object.entries(value).map(([name, member]) => [name, shown(member)]) };
}

/** The same by V8's own parser, which hands each number's source text to its reviver. */
function shownByV8(text: string): Shown {
  const revive = (_name: string, value: unknown, context?: { source?: string }): unknown => {
    if (typeof value === 'number') return { source: context?.source ?? '' };
    if (Array.isArray(value) || typeof value !== 'object' || value === null) return value;
    return { members: Object.entries(value) };
  };
  return JSON.parse(text, revive) as Shown;
}

const digits = fc.string({ unit: fc.constantFrom(...Array.from('0123456789')), minLength: 1, maxLength: 25 });
const numbers = fc
  .tuple(
    fc.constantFrom('', '-'),
    fc.oneof(
      fc.constant('0'),
      digits.map((text) => `7${text}`),
    ),
    fc.option(digits, { nil: undefined }),
    fc.option(fc.tuple(fc.constantFrom('e', 'E', 'e+', 'E-', 'e-'), digits), { nil: undefined }),
  )
  .map(([sign, whole, fraction, exponent]) => {
    return `${sign}${whole}${fraction === undefined ? '' : `.${fraction}`}${exponent?.join('') ?? ''}`;
  });
const space = fc.string({ unit: fc.constantFrom(' ', '\t', '\n', '\r'), maxLength: 2 });
const names = fc.uniqueArray(fc.string(), { maxLength: 3 });
// Texts, so that white space and the ways to write a number vary; three levels are enough to meet all kinds of neighbours.
const { texts } = fc.letrec<{ texts: string }>((tie) => ({
  texts: fc.oneof(
    { maxDepth: 3 },
    numbers,
    fc.constantFrom('true', 'false', 'null', '""', '"\\u00b0C"', '"1.50"'),
    fc
      .array(fc.tuple(space, tie('texts')), { maxLength: 3 })
      .map((list) => `[${list.map((e) => e.join('')).join(',')}]`),
    fc
      .tuple(names, fc.array(tie('texts'), { minLength: 3, maxLength: 3 }), space)
      .map(([keys, values, blank]) => {
        const members = keys.map((key, i) => `${JSON.stringify(key)}${blank}:${blank}${values[i] ?? '0'}`);
        return `{${blank}${members.join(`${blank},`)}}`;
      }),
  ),
}));

describe('RES-4: source texts', () => {
  it('are those that V8 sees, whatever stands around them', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const parsed = parseJson(new TextEncoder().encode(text));
        expect(shown(unwrap(parsed))).toEqual(shownByV8(text));
      }),
      { numRuns: 500 },
    );
  });

  it('of numbers keep each digit that a float would lose', () => {
    for (const source of [
      '0.10',
      '-0',
      '1e400',
      '9007199254740993',
      '0.1000000000000000055511151231257827',
    ]) {
      const [number] = unwrap(parseJson(new TextEncoder().encode(`[${source}]`))) as JsonValue[];
      expect(number).toEqual(new JsonNumber(source));
      expect(JSON.stringify(Number(source))).not.toBe(source);
    }
  });
});

describe('RES-4: bounds', () => {
  const codeOf = (text: string) => {
    const parsed = parseJson(new TextEncoder().encode(text));
    return parsed.ok ? 'ok' : parsed.code;
  };
  const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
  // The array is a value too.
  const many = (values: number) => `[${Array.from({ length: values - 1 }, () => '0').join(',')}]`;

  it('are kept to the level and to the value', () => {
    expect([codeOf(nested(32)), codeOf(nested(33))]).toEqual(['ok', 'response.json_depth']);
    expect([codeOf(many(20_000)), codeOf(many(20_001))]).toEqual(['ok', 'response.json_values']);
  });

  it('do not count what stands in texts', () => {
    expect(codeOf(JSON.stringify('[{'.repeat(50_000)))).toBe('ok');
    expect(codeOf(JSON.stringify({ 'a":"b': ':'.repeat(9), 'c\\': '"' }))).toBe('ok');
  });
});
