import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unwrap } from '../error.ts';
import { renderRequest } from '../request/render.ts';
import { requestSegments } from '../request/segments.ts';
import { defineOperation } from './define.ts';
import { checkParamList, checkParams, paramsFromList } from './params.ts';
import type { OperationSpec } from './spec.ts';

const SPEC: OperationSpec = {
  kind: 'action',
  name: 'example/list',
  server: { name: 'api.example.com' },
  method: 'POST',
  target: '/{site}/devices/{ids}',
  contentType: 'application/json',
  body: '["{ids}"]',
  parameters: {
    site: { type: 'token', charset: 'digits', minLength: 1, maxLength: 4 },
    ids: {
      type: 'list',
      item: { charset: 'unreserved', minLength: 1, maxLength: 3 },
      maxItems: 5,
      separator: '","',
    },
  },
  maxRequestBytes: 512,
  maxResponseBytes: 64,
};
const with_ = (separator: string, charset: 'digits' | 'identifier' = 'digits') =>
  defineOperation({
    ...SPEC,
    target: '/{site}/{ids}',
    body: '{ids}',
    parameters: {
      ...SPEC.parameters,
      ids: { type: 'list', item: { charset, minLength: 1, maxLength: 3 }, maxItems: 5, separator },
    },
  });
const items = (unit: string) =>
  fc
    .uniqueArray(fc.string({ unit: fc.constantFrom(...Array.from(unit)), minLength: 1, maxLength: 3 }), {
      minLength: 1,
      maxLength: 5,
    })
    .map((texts) => texts.toSorted());

describe('OP-6', () => {
  it('one request is of one list: whoever splits it at the separator has the items', () => {
    for (const separator of [',', '","', ';0;', '&id=', '%2c~', '/']) {
      const operation = with_(separator);
      fc.assert(
        fc.property(items('0123456789'), (ids) => {
          const { body, target } = unwrap(renderRequest(operation, { site: '1', ids }, {}));
          expect(new TextDecoder().decode(body).split(separator)).toEqual(ids);
          expect(target.slice('/1/'.length).split(separator)).toEqual(ids);
        }),
        { numRuns: 50 },
      );
    }
  });

  it('lists that differ make requests that differ', () => {
    const operation = with_('&id=', 'identifier');
    const rendered = (ids: readonly string[]) =>
      Buffer.from(unwrap(renderRequest(operation, { site: '1', ids }, {})).bytes).toString();
    fc.assert(
      fc.property(items('ab-:_'), items('ab-:_'), (one, other) => {
        expect(rendered(one) === rendered(other)).toBe(one.join() === other.join());
      }),
    );
  });

  it('an item cannot lead to another resource', () => {
    const operation = defineOperation({ ...SPEC, target: '/{site}/{ids}' });
    expect(renderRequest(operation, { site: '1', ids: ['..'] }, {})).toMatchObject({
      code: 'request.dot_segment',
    });
    const slashed = defineOperation({
      ...SPEC,
      parameters: {
        ...SPEC.parameters,
        ids: {
          type: 'list',
          item: { charset: 'unreserved', minLength: 1, maxLength: 3 },
          maxItems: 5,
          separator: '/',
        },
      },
    });
    expect(renderRequest(slashed, { site: '1', ids: ['..', 'a'] }, {})).toMatchObject({
      code: 'request.dot_segment',
    });
  });

  it('segments have the length of the items', () => {
    const operation = with_(',');
    const [segment] = unwrap(requestSegments(operation, { site: '1', ids: ['1', '22', '333'] }));
    const { bytes } = unwrap(renderRequest(operation, { site: '1', ids: ['1', '22', '333'] }, {}));
    expect(segment).toEqual({ hole: false, min: bytes.length, max: bytes.length });
  });

  it('goes from people to signed bodies and back', () => {
    const operation = defineOperation(SPEC);
    const params = { site: '7', ids: ['a', 'b'] };
    const checked = unwrap(checkParams(operation, params));
    expect(checked.map(({ name, value, items }) => [name, value, items])).toEqual([
      ['ids', '', ['a', 'b']],
      ['site', '7', []],
    ]);
    expect(paramsFromList(checked)).toEqual(params);
    expect(unwrap(checkParamList(operation, checked))).toEqual(checked);
  });

  it.each<[string, Record<string, string | readonly string[]>]>([
    ['a text for a list', { site: '1', ids: 'a' }],
    ['a list for a text', { site: ['1'], ids: ['a'] }],
    ['an empty list', { site: '1', ids: [] }],
    ['a list out of order', { site: '1', ids: ['b', 'a'] }],
  ])('refuses %s', (_, params) => {
    expect(checkParams(defineOperation(SPEC), params)).toMatchObject({ ok: false, code: 'params.value' });
  });
});

describe('OP-7', () => {
  it('an operation that uses nothing new is of the first edition, with the id that it always had', () => {
    const { parameters, ...rest } = SPEC;
    const plain: OperationSpec = {
      ...rest,
      target: '/',
      body: '{site}',
      parameters: { site: parameters!['site']! },
    };
    expect(defineOperation(plain).message.version).toBe(1);
    expect(defineOperation({ ...plain, edition: 2 }).message.version).toBe(2);
    expect(defineOperation({ ...plain, edition: 2 }).id).not.toEqual(defineOperation(plain).id);
    expect(defineOperation(SPEC).message.version).toBe(2);
    expect(() => defineOperation({ ...SPEC, edition: 1 })).toThrow(
      expect.objectContaining({ code: 'operation.version' }),
    );
  });
});
