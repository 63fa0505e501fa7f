import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recordedQueries } from '../testing/comet.ts';
import { canonicalQuery, parseEventQuery, QueryError } from './parse.ts';

describe('a query', () => {
  it.each(recordedQueries.syntax.filter(({ means }) => means !== undefined))(
    '$query is read as CometBFT reads it',
    ({ query, means }) => expect(canonicalQuery(parseEventQuery(query))).toBe(means),
  );

  it.each(recordedQueries.syntax.filter(({ error }) => error !== undefined))(
    '$query is refused in the words of CometBFT',
    ({ query, error = '' }) => {
      // Of a time, Go says also which part of it is wrong.
      const words = error.replace(/(parsing time "[^"]*").*/, '$1');
      expect(() => parseEventQuery(query)).toThrow(new QueryError(words));
    },
  );

  it('keeps its meaning when it is written anew, whatever it says', () => {
    const tag = fc.stringMatching(/^[a-z_][a-zA-Z_]{0,4}(?:\.[a-z]{1,4})?$/);
    const number = fc
      .stringMatching(/^\d{1,25}(?:\.\d{0,3})?$/)
      .map((text) => ({ kind: 'number' as const, text }));
    const string = fc
      .string({ unit: 'grapheme' })
      .map((text) => ({ kind: 'string' as const, text: text.replaceAll("'", '"') }));
    const day = fc
      .date({ min: new Date('1900-01-01'), max: new Date('2999-12-31'), noInvalidDate: true })
      .map((date) => ({ kind: 'date' as const, text: date.toISOString().slice(0, 10) }));
    const condition = fc.oneof(
      fc.record({ tag, operator: fc.constant('EXISTS' as const) }),
      fc.record({ tag, operator: fc.constant('CONTAINS' as const), argument: string }),
      fc.record({ tag, operator: fc.constant('=' as const), argument: fc.oneof(string, number, day) }),
      fc.record({
        tag,
        operator: fc.constantFrom('<' as const, '<=' as const, '>' as const, '>=' as const),
        argument: fc.oneof(number, day),
      }),
    );
    fc.assert(
      fc.property(fc.array(condition, { minLength: 1, maxLength: 5 }), (conditions) => {
        expect(parseEventQuery(canonicalQuery(conditions))).toEqual(conditions);
      }),
    );
  });

  it('of any text is read or refused, and nothing else', () => {
    const pieces = fc.constantFrom(
      "'",
      '=',
      ' ',
      'a.b',
      'AND',
      '5',
      'TIME ',
      'DATE ',
      '<',
      '-',
      '\u{1f600}',
      '\ud800',
      '\u0000',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 12 }), (parts) => {
        try {
          expect(parseEventQuery(parts.join('')).length).toBeGreaterThan(0);
        } catch (error) {
          expect(error).toBeInstanceOf(QueryError);
        }
      }),
      { numRuns: 300 },
    );
  });
});
