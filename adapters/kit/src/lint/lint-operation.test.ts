import { CoreError, defineOperation } from '@cloudx3/verifier-core';
import type { OperationSpec } from '@cloudx3/verifier-core';
import { describe, expect, it } from 'vitest';
import { READ_SPEC as READ } from '../testing/read-spec.ts';
import { lintOperation } from './lint-operation.ts';

const KEY = { charset: 'alphanumeric', minLength: 8, maxLength: 16 } as const;
const TOKEN_OF_ITEM = { charset: 'unreserved', minLength: 1, maxLength: 8 } as const;
const TOKEN = { type: 'token', charset: 'unreserved', minLength: 1, maxLength: 8 } as const;

function codes(change: Partial<OperationSpec>, sample?: unknown): string[] {
  return lintOperation(defineOperation({ ...READ, ...change }), sample).map(
    ({ severity, code }) => `${severity} ${code}`,
  );
}

describe('lintOperation', () => {
  it('finds nothing in what is well made', () => expect(codes({})).toEqual([]));

  it.each([undefined, Number.POSITIVE_INFINITY, 4_097])(
    'never sees a hole of no bound (%s): it is no operation',
    (maxLength) => {
      const holes = { key: { ...KEY, maxLength: maxLength as number } };
      expect(() => defineOperation({ ...READ, headers: { authorization: 'Bearer {!key}' }, holes })).toThrow(
        CoreError,
      );
    },
  );

  it.each<[string, Partial<OperationSpec>]>([
    ['a hole before a delimiter', { target: '/x?k={!key}&abc=1', holes: { key: { ...KEY, maxLength: 8 } } }],
    [
      'values of one length side by side',
      { target: '/x?q={a}-{b}', parameters: { a: { ...TOKEN, minLength: 8 }, b: TOKEN } },
    ],
    ['values with a delimiter between', { target: '/x?q={a}&r={b}', parameters: { a: TOKEN, b: TOKEN } }],
    [
      'a hole of varying length in a header',
      { headers: { authorization: 'Bearer {!key}' }, holes: { key: KEY } },
    ],
  ])('takes %s', (_, change) => {
    expect(codes(change).filter((code) => !code.startsWith('note'))).toEqual([]);
  });

  describe('units', () => {
    const sample = { power: 1, time: 1, units: { power: 'W', time: 's' } };
    const proven = { conditions: [{ path: ['units', 'power'], equals: 'W' }] };

    it('must be demanded where the body says them', () => {
      expect(codes({}, sample)).toContain('error reading.unit_unproven');
      expect(codes(proven, sample)).toEqual([]);
    });
    it('are not demanded by a condition on another', () => {
      expect(codes({ conditions: [{ path: ['units', 'time'], equals: 's' }] }, sample)).toContain(
        'error reading.unit_unproven',
      );
      expect(codes({ conditions: [{ path: ['units', 'power'], present: true }] }, sample)).toContain(
        'error reading.unit_unproven',
      );
    });
    it('need no proof where the body has none, or the reading has none', () => {
      expect(codes({}, { power: 1 })).toEqual([]);
      expect(codes({ readings: { on: { unit: '1', path: ['on'], source: 'boolean' } } }, sample)).toEqual([]);
    });
  });

  describe('rows', () => {
    const rows: Partial<OperationSpec> = {
      target: '/x?ids={ids}',
      parameters: { ids: { type: 'list', item: TOKEN_OF_ITEM, maxItems: 4, separator: ',' } },
      rows: { path: ['meters'], key: ['id'], list: 'ids' },
      readings: { power: { unit: 'W', path: ['power'], min: '0', max: '10', kind: 'measurement' } },
    };
    const sample = { meters: [{ id: 'a', power: 1, time: 1, unit: 'W', subunit: 'x' }] };
    const demanded = (path: string) => ({
      ...rows,
      rows: { path: ['meters'], key: ['id'], list: 'ids', conditions: [{ path: [path], equals: 'W' }] },
    });

    it('prove by their keys what they are about', () => {
      expect(codes(rows)).toEqual([]);
    });
    it('are to show their unit in each of them', () => {
      expect(codes(rows, sample)).toEqual(['error reading.unit_unproven']);
      expect(codes(demanded('unit'), sample)).toEqual([]);
      expect(codes(demanded('nit'), sample)).toEqual(['error reading.unit_unproven']);
    });
    it('run together with a token that their separator fits', () => {
      const together = {
        ...rows,
        maxRequestBytes: 256,
        target: '/x?q={a}-{ids}',
        parameters: { ...rows.parameters, a: TOKEN },
      };
      expect(codes(together)).toContain('warning parameter.run_together');
    });
  });

  it('takes a condition on the subject for proof', () => {
    const asked = { target: '/x?q={a}', parameters: { a: TOKEN } };
    expect(codes({ ...asked, conditions: [{ path: ['id'], equals: '{a}' }] })).toEqual([]);
    expect(
      codes({
        ...asked,
        readings: { p: { unit: 'W', path: [{ where: 'id', equals: '{a}' }, 'p'], min: '0', max: '1' } },
      }),
    ).toEqual([]);
  });
});
