import { checkParams, defineOperation, parseResponse, unwrap } from '@cloudx3/verifier-core';
import { describe, expect, it } from 'vitest';
import { chunkedWith, responseWith } from './http.ts';
import { DELETE, source, withElementTwice, withValueAt } from './json.ts';

const operation = defineOperation({
  kind: 'read',
  name: 'test/read',
  server: { name: 'api.example.org' },
  method: 'GET',
  target: '/x?id={id}',
  parameters: { id: { type: 'token', charset: 'hex-lower', minLength: 1, maxLength: 4 } },
  readings: { value: { unit: 'W', path: ['list', { where: 'id', equals: '{id}' }, 'values', 0] } },
  maxRequestBytes: 256,
  maxResponseBytes: 1_024,
});
const path = operation.message.readings[0]?.path ?? [];
const params = unwrap(checkParams(operation, { id: 'b' }));
const BODY = '{"list":[{"id":"a","values":[1]},{"id":"b","values":[2]}]}';

// A suite whose mutations change nothing would pass whatever an adapter does.
describe('mutations', () => {
  it('change the one value at the path', () => {
    const at = (value: Parameters<typeof withValueAt>[3]) => withValueAt(BODY, path, params, value);
    expect(at(null)).toBe(BODY.replace('[2]', '[null]'));
    expect(at('2')).toBe(BODY.replace('[2]', '["2"]'));
    expect(at(source('1e999'))).toBe(BODY.replace('[2]', '[1e999]'));
    expect(withValueAt(BODY, path.slice(0, 3), params, DELETE)).toBe(BODY.replace(',"values":[2]', ''));
  });

  it('double the element that matches', () => {
    expect(withElementTwice(BODY, path, params)).toBe(BODY.replace(/\]\}$/, ',{"id":"b","values":[2]}]}'));
    expect(() => withElementTwice(BODY, path.slice(0, 1), params)).toThrow('finds nothing');
  });

  it('fail where the path leads nowhere', () => {
    expect(() => withValueAt('{"list":[]}', path, params, null)).toThrow('no element');
    expect(() => withValueAt('{"list":[{"id":"b"}]}', path, params, null)).toThrow('there is no values');
  });

  it('are framed as valid responses', () => {
    for (const response of [responseWith(200, BODY), chunkedWith(BODY, 7), chunkedWith(BODY, 1_000)]) {
      const { status, body } = unwrap(parseResponse(response, { maxBytes: 4_096 }));
      expect([status, new TextDecoder().decode(body)]).toEqual([200, BODY]);
    }
  });
});
