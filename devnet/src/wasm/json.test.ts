import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isJson, parseJson, stringifyJson } from './json.ts';

const nested = (depth: number, core: string): string => '['.repeat(depth) + core + ']'.repeat(depth);

describe('JSON between chain and contract', () => {
  it('keeps 64-bit integers', () => {
    const text =
      '{"id":18446744073709551615,"small":7,"text":"18446744073709551615","float":0.1234567890123456789}';
    const parsed = parseJson(text) as Record<string, unknown>;
    expect(parsed).toMatchObject({ id: 18446744073709551615n, small: 7, text: '18446744073709551615' });
    expect(typeof parsed['float']).toBe('number');
    expect(stringifyJson({ id: 18446744073709551615n })).toBe('{"id":18446744073709551615}');
  });

  it('comes back as it went, integers of any length included', () => {
    const integer = fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n });
    const plain = (value: bigint): bigint | number =>
      Number.isSafeInteger(Number(value)) ? Number(value) : value;
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.oneof(fc.string(), integer)), (value) => {
        const expected = Object.entries(value).map(([key, inner]) => [
          key,
          typeof inner === 'bigint' ? plain(inner) : inner,
        ]);
        const parsed = parseJson(stringifyJson(value));
        expect(Object.entries(parsed ?? {})).toEqual(expected);
      }),
    );
  });

  it('is read as deep as Go reads it, and no deeper', () => {
    expect(() => parseJson(nested(10_000, ''))).not.toThrow();
    expect(() => parseJson(nested(10_001, ''))).toThrow(new SyntaxError('exceeded max depth'));
    expect(isJson(Buffer.from(nested(10_000, '1')))).toBe(true);
    expect(isJson(Buffer.from(nested(10_001, '1')))).toBe(false);
  });

  it('may hold brackets in its texts', () => {
    const text = JSON.stringify({ a: '['.repeat(20_000), b: '\\"[' });
    expect(parseJson(text)).toEqual(JSON.parse(text));
  });

  it('that is deep and holds a long number ends in a refusal, never in the end of the stack', () => {
    for (const depth of [500, 3000, 10_000]) {
      try {
        parseJson(nested(depth, '12345678901234567890'));
      } catch (error) {
        expect(error).toEqual(new SyntaxError('exceeded max depth'));
      }
    }
  });

  it('is told from what is none', () => {
    for (const text of ['', '{', '{}}', "{'a':1}", '[1,]', 'NaN', '\u00a0{}']) {
      expect(isJson(Buffer.from(text)), text).toBe(false);
    }
    for (const text of ['{}', ' [1] ', 'null', '"\u00e9"', '1e400']) {
      expect(isJson(Buffer.from(text)), text).toBe(true);
    }
  });
});
