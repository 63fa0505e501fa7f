import { defineOperation, renderRequest, unwrap } from '@cloudx3/verifier-core';
import type { OperationSpec } from '@cloudx3/verifier-core';
import { describe, expect, it } from 'vitest';
import { defineAdapter } from '../definition/adapter.ts';
import { EXAMPLE, SET } from '../testing/example.ts';
import { READ_SPEC } from '../testing/read-spec.ts';
import { lintOperation } from './lint-operation.ts';
import { largestRequestBytes } from './sizes.ts';

const READ: OperationSpec = {
  ...READ_SPEC,
  readings: { power: { unit: 'W', path: ['power'], kind: 'measurement' } },
  maxRequestBytes: 16_384,
};

function largest(change: Partial<OperationSpec>): number {
  return unwrap(largestRequestBytes(defineOperation({ ...READ, ...change })));
}

describe('the longest request', () => {
  it.each<[string, NonNullable<OperationSpec['parameters']>[string], string]>([
    ['the longer bound of an integer', { type: 'integer', min: -1_000, max: 999 }, '-1000'],
    [
      'an integer of 64 bits',
      { type: 'integer', min: -(2n ** 63n), max: 2n ** 63n - 1n },
      String(-(2n ** 63n)),
    ],
    ['all decimals of a decimal', { type: 'decimal', min: '-90', max: '90', maxScale: 4 }, '-90.0000'],
    ['a decimal whose bounds have some', { type: 'decimal', min: '0.25', max: '1.5', maxScale: 3 }, '0.250'],
    [
      'a token of the greatest length',
      { type: 'token', charset: 'hex-lower', minLength: 1, maxLength: 256 },
      'f'.repeat(256),
    ],
    [
      'as many of the longest items as are different',
      {
        type: 'list',
        item: { charset: 'digits', minLength: 1, maxLength: 1 },
        maxItems: 32,
        separator: '&id=',
      },
      '0123456789'.split('').join('&id='),
    ],
    [
      'as many items as a list may have',
      {
        type: 'list',
        item: { charset: 'identifier', minLength: 1, maxLength: 256 },
        maxItems: 32,
        separator: ',',
      },
      Array.from({ length: 32 }, () => 'x'.repeat(256)).join(),
    ],
    ['the longest choice', { type: 'choice', values: ['a', 'abcdef', 'abc'] }, 'abcdef'],
  ])('has %s', (_, parameter, longest) => {
    const empty = largest({ target: '/x?q=' });
    expect(largest({ target: '/x?q={a}', parameters: { a: parameter } })).toBe(empty + longest.length);
  });

  it('has holes of their greatest length, wherever they stand', () => {
    const key = { charset: 'digits', minLength: 8, maxLength: 4_096 } as const;
    const with_ = largest({ headers: { 'x-key': '{!key}' }, holes: { key } });
    const fixed = largest({ headers: { 'x-key': '{!key}' }, holes: { key: { ...key, maxLength: 8 } } });
    expect(with_ - fixed).toBe(4_096 - 8);
  });

  it('is one that can be made: with the longest values it is rendered to that length', () => {
    const spec: OperationSpec = {
      ...READ,
      method: 'POST',
      contentType: 'application/json',
      body: '{{"id":"{id}","n":{n}}}',
      parameters: {
        id: { type: 'token', charset: 'alphanumeric', minLength: 1, maxLength: 12 },
        n: { type: 'integer', min: -5, max: 100 },
      },
    };
    const { bytes } = unwrap(renderRequest(defineOperation(spec), { id: 'a'.repeat(12), n: '100' }, {}));
    expect(largest(spec)).toBe(bytes.length);
  });
});

describe('the bound on a request', () => {
  const found = (bound: number): string | undefined =>
    lintOperation(defineOperation({ ...READ, maxRequestBytes: bound })).find(({ code }) =>
      code.startsWith('size.'),
    )?.code;

  it('may be 64 bytes wider than the longest, and no byte narrower', () => {
    const exact = largest({});
    expect([exact - 1, exact, exact + 64, exact + 65].map(found)).toEqual([
      'size.request_exceeds',
      undefined,
      undefined,
      'size.request_slack',
    ]);
  });

  it('is that of the longest where the author gives none', () => {
    for (const { message } of Object.values(defineAdapter(EXAMPLE).operations))
      expect(message.maxRequestBytes).toBe(largestOf(message.name));
  });

  it('cannot be found for a request beyond what OP-2 allows', () => {
    const body = `${'x'.repeat(8_192)}{id}${'x'.repeat(8_192)}{on}`;
    const operations = { ...EXAMPLE.operations, set: { ...SET, body } };
    expect(() => defineAdapter({ ...EXAMPLE, operations })).toThrow(
      expect.objectContaining({ code: 'adapter.definition', field: 'operations.set' }),
    );
  });
});

function largestOf(name: string): number {
  const operation = Object.values(defineAdapter(EXAMPLE).operations).find(
    ({ message }) => message.name === name,
  );
  return operation === undefined ? 0 : unwrap(largestRequestBytes(operation));
}
