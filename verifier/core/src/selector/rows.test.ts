import { create, RowsSchema } from '@cloudx3/proto';
import type { MessageInitShape, Rows } from '@cloudx3/proto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unwrap } from '../error.ts';
import { JsonNumber } from '../response/json.ts';
import type { JsonValue } from '../response/json.ts';
import { index, json, key, match, PARAMS } from '../testing/paths.ts';
import { selectRows } from './rows.ts';

function rowsOf(
  body: JsonValue,
  wanted: readonly string[],
  selector: Exclude<MessageInitShape<typeof RowsSchema>, Rows> = { key: [key('id')] },
) {
  return selectRows(create(RowsSchema, selector), wanted, body, PARAMS);
}

describe('ROW-1', () => {
  it('is found among 100,000 in one pass, however many are wanted', () => {
    let looks = 0;
    const row = (i: number): JsonValue => ({
      get id() {
        looks += 1;
        return new JsonNumber(String(i));
      },
    });
    const body = Array.from({ length: 100_000 }, (_, i) => row(i));
    const wanted = Array.from({ length: 32 }, (_, i) => String(99_999 - i));
    const rows = unwrap(rowsOf(body, wanted));
    expect(rows).toEqual(wanted.map((id) => ({ kind: 'value', value: body[Number(id)] })));
    expect(looks).toBeLessThanOrEqual(100_000 + wanted.length * 4);
  });

  it('gives exactly what was asked for, in its order, whatever stands there', () => {
    const ids = fc.constantFrom('a', 'b', 'c', '__proto__', 'constructor', '1');
    const rows = fc.array(
      fc.oneof(fc.record({ id: fc.oneof(ids, fc.constant(null)) }), ids, fc.constant(null)),
    );
    fc.assert(
      fc.property(rows, fc.uniqueArray(ids, { minLength: 1 }), (body, wanted) => {
        const found = unwrap(rowsOf(body, wanted));
        expect(found).toHaveLength(wanted.length);
        for (const [i, id] of wanted.entries()) {
          const own = body.filter((row) => typeof row === 'object' && row?.id === id).length;
          expect(found[i]?.kind).toBe(own === 0 ? 'absent' : own === 1 ? 'value' : 'ambiguous');
        }
      }),
    );
  });

  it('takes a text and a number of one key for two rows', () => {
    expect(unwrap(rowsOf(json('[{"id":"7"},{"id":7}]'), ['7']))).toEqual([{ kind: 'ambiguous' }]);
  });

  it('finds a key deeper in a row, by index too, and no row where the path to it is ambiguous', () => {
    const body = json('[[{"k":"a"},1],[{"k":"b"},2]]');
    expect(unwrap(rowsOf(body, ['b'], { key: [index(0), key('k')] }))).toEqual([
      { kind: 'value', value: json('[{"k":"b"},2]') },
    ]);
    const twice = json('[[{"n":"xb","k":"a"},{"n":"xb","k":"a"}]]');
    expect(unwrap(rowsOf(twice, ['a'], { key: [match('n'), key('k')] }))).toEqual([{ kind: 'absent' }]);
  });

  it.each([
    ['an object for an array', '{"a":1}', { key: [key('id')] }],
    ['an array for an object', '[1]', {}],
    ['a number for an object', '1', {}],
    ['a path that leads nowhere', '{"a":[]}', { path: [key('b')], key: [key('id')] }],
  ])('refuses %s', (_, body, selector) => {
    expect(rowsOf(json(body), ['a'], selector)).toMatchObject({ ok: false, code: 'rows.invalid' });
  });
});
