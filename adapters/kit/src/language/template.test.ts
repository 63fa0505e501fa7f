import { describe, expect, it } from 'vitest';
import { defineOperation, renderRequest, unwrap } from '@cloudx3/verifier-core';
import { isText } from './path.ts';
import { jsonBody, literal, param, quotedParam, target } from './template.ts';

describe('jsonBody', () => {
  it('writes JSON without white space, with braces doubled and parameters in their places', () => {
    const body = jsonBody({
      ids: [quotedParam('id')],
      on: param('on'),
      deep: { n: 1, t: true, z: null, empty: {} },
    });
    expect(body).toBe('{{"ids":["{id}"],"on":{on},"deep":{{"n":1,"t":true,"z":null,"empty":{{}}}}}}');
  });

  it('renders to what JSON.stringify would write', () => {
    const operation = defineOperation({
      kind: 'action',
      name: 'test/body',
      server: { name: 'api.example.org' },
      method: 'POST',
      target: '/',
      contentType: 'application/json',
      body: jsonBody({ 'a{b}': '{c}', list: [[], [{}], 'x'], id: quotedParam('id') }),
      parameters: { id: { type: 'token', charset: 'hex-lower', minLength: 1, maxLength: 4 } },
      maxRequestBytes: 512,
      maxResponseBytes: 512,
    });
    const { body } = unwrap(renderRequest(operation, { id: 'ab' }, {}));
    expect(new TextDecoder().decode(body)).toBe(
      JSON.stringify({ 'a{b}': '{c}', list: [[], [{}], 'x'], id: 'ab' }),
    );
  });
});

describe('target', () => {
  it('puts the query behind the path, in the order given', () => {
    expect(target('/v1/x', { latitude: param('latitude'), current: 'a,b', zone: 'GMT' })).toBe(
      '/v1/x?latitude={latitude}&current=a,b&zone=GMT',
    );
    expect(target('/v1/{id}')).toBe('/v1/{id}');
  });

  it.each(['a b', 'a&b=c', '°', 'a#b', '{x}', 'a%20b', 'a+b'])(
    'refuses the literal %j, which would need escaping',
    (value) => {
      expect(() => target('/', { x: value })).toThrow(
        expect.objectContaining({ code: 'adapter.template', field: 'query.x' }),
      );
    },
  );
});

it('literal and isText take braces as they are', () => {
  expect(literal('{a}')).toBe('{{a}}');
  expect(isText(['unit'], '{W}')).toEqual({ path: ['unit'], equals: '{{W}}' });
});
