import { CoreError, defineOperation, unwrap } from '@cloudx3/verifier-core';
import type { OperationSpec } from '@cloudx3/verifier-core';
import { describe, expect, it } from 'vitest';
import { LINT_CODES } from './finding.ts';
import { lintOperation } from './lint-operation.ts';
import { describeResidue } from './residue.ts';
import { largestRequestBytes } from './sizes.ts';

const READ: OperationSpec = {
  kind: 'read',
  name: 'test/read',
  server: { name: 'api.example.org' },
  method: 'GET',
  target: '/x',
  readings: { power: { unit: 'W', path: ['power'], min: '0', max: '10' } },
  observedAt: { path: ['time'], format: 'unix-s' },
  maxRequestBytes: 128,
  maxResponseBytes: 512,
};

const KEY = { charset: 'alphanumeric', minLength: 8, maxLength: 16 } as const;
const TOKEN = { type: 'token', charset: 'unreserved', minLength: 1, maxLength: 8 } as const;

function codes(change: Partial<OperationSpec>, sample?: unknown): string[] {
  return lintOperation(defineOperation({ ...READ, ...change }), sample).map(
    ({ severity, code }) => `${severity} ${code}`,
  );
}

describe('lintOperation', () => {
  it('finds nothing in what is well made', () => expect(codes({})).toEqual([]));

  it.each<[string, Partial<OperationSpec>, string]>([
    [
      'a hole whose end cannot be seen',
      { target: '/x?k={!key}abc', holes: { key: KEY } },
      'error hole.open_end',
    ],
    [
      'a hole that PROXY mode cannot hide',
      { target: '/x?k={!key}abc', holes: { key: { ...KEY, maxLength: 8 } } },
      'error hole.proxy_unfit',
    ],
    [
      'a hole of varying length in the request line',
      { target: '/x?k={!key}', holes: { key: KEY } },
      'error hole.proxy_unfit',
    ],
    ['a hole in the path', { target: '/bot{!key}/x', holes: { key: KEY } }, 'warning hole.in_path'],
    ['a hole of varying length', { target: '/x?k={!key}', holes: { key: KEY } }, 'note hole.length_varies'],
    [
      'values that run together',
      { target: '/x?q={a}-{b}', parameters: { a: TOKEN, b: TOKEN } },
      'warning parameter.run_together',
    ],
    [
      'a reading without bounds',
      { readings: { power: { unit: 'W', path: ['power'] } } },
      'warning reading.unbounded',
    ],
    [
      'a reading by index',
      { readings: { power: { unit: 'W', path: [0, 'power'], min: '0', max: '1' } } },
      'warning reading.by_index',
    ],
    [
      'no time of measurement',
      { readings: { power: { unit: 'W', path: ['p'], min: '0', max: '1' } } },
      'note observed_at.undeclared',
    ],
    [
      'an answer that may be about another',
      { target: '/x?q={a}', parameters: { a: TOKEN } },
      'note subject.unproven',
    ],
    [
      'a bound that is too small',
      { target: '/x?q={a}', parameters: { a: TOKEN }, maxRequestBytes: 90 },
      'error size.request_exceeds',
    ],
    ['a bound that is too wide', { maxRequestBytes: 4_096 }, 'warning size.request_slack'],
  ])('finds %s', (name, change, finding) => {
    const { observedAt: _observedAt, ...timeless } = READ;
    const spec = name === 'no time of measurement' ? { ...timeless, ...change } : { ...READ, ...change };
    expect(lintOperation(defineOperation(spec)).map(({ severity, code }) => `${severity} ${code}`)).toContain(
      finding,
    );
  });

  it('says the way out with every finding', () => {
    for (const { meaning, remedy } of Object.values(LINT_CODES)) {
      expect(meaning).toMatch(/\.$/);
      expect(remedy).toMatch(/\.$/);
    }
    const [found] = lintOperation(defineOperation({ ...READ, maxRequestBytes: 4_096 }));
    expect(found?.remedy).toBe(LINT_CODES['size.request_slack'].remedy);
  });

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

describe('largestRequestBytes', () => {
  it('is the length of the longest request, for every type of parameter', () => {
    const target = (parameters: OperationSpec['parameters']) => {
      const operation = defineOperation({
        ...READ,
        target: '/x?q={a}',
        ...(parameters === undefined ? {} : { parameters }),
        maxRequestBytes: 512,
      });
      return unwrap(largestRequestBytes(operation)) - base;
    };
    const base = unwrap(largestRequestBytes(defineOperation({ ...READ, target: '/x?q=' })));
    expect(target({ a: { type: 'integer', min: -100, max: 99_999 } })).toBe(5);
    expect(target({ a: { type: 'decimal', maxScale: 4, min: '-90', max: '90' } })).toBe('-90.0000'.length);
    expect(target({ a: { type: 'decimal', maxScale: 0, min: '-5', max: '100' } })).toBe(3);
    expect(target({ a: TOKEN })).toBe(8);
    expect(target({ a: { type: 'choice', values: ['a', 'abc'] } })).toBe(3);
  });
});

describe('describeResidue', () => {
  it('says where each hole stands and what its length tells', () => {
    const operation = defineOperation({
      ...READ,
      method: 'POST',
      contentType: 'application/json',
      target: '/x?a=b&auth_key={!key}',
      headers: { authorization: 'Bearer {!token}' },
      body: '{{"secret":"{!inner}"}}',
      holes: { key: { ...KEY, maxLength: 8 }, token: KEY, inner: KEY },
      maxRequestBytes: 512,
    });
    expect(describeResidue(operation)).toEqual([
      {
        hole: 'key',
        place: { part: 'request-line', after: 'auth_key=' },
        observer: 'sees its length, 8, which is the same for everybody and tells nothing',
        prover:
          'a valid credential fills it; only the owner of a shorter one that the vendor takes could hide a header line or the start of another request in the difference',
      },
      {
        hole: 'token',
        place: { part: 'header', header: 'authorization', after: 'Bearer ' },
        observer: 'sees its length, 8 to 16, which may tell up to 3.2 bits of whose it is',
        prover:
          'the owner of a valid credential of 8 could hide a header line or the start of another request in up to 8 bytes beside it',
      },
      {
        hole: 'inner',
        place: { part: 'body', after: '"secret":"' },
        observer: 'sees its length, 8 to 16, which may tell up to 3.2 bits of whose it is',
        prover: 'the owner of a valid credential of 8 could hide more of the body in up to 8 bytes beside it',
      },
    ]);
  });
});
