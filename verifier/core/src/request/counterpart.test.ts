import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unwrap } from '../error.ts';
import { defineOperation } from '../operation/define.ts';
import type { OperationSpec } from '../operation/spec.ts';
import { nodeReadsRequest } from '../testing/node-http.ts';
import { renderRequest } from './render.ts';

const SPEC: OperationSpec = {
  kind: 'action',
  name: 'example/counterpart',
  server: { name: 'api.example.com', port: 8443 },
  method: 'PUT',
  target: '/d/{id}/set?k={!key}&on={on}',
  headers: { Authorization: 'Bearer {!token}', 'x-id': 'id={id}, v=1' },
  contentType: 'application/json',
  body: '{{"id":"{id}","name":"Küche °C","on":{on}}}',
  parameters: {
    id: { type: 'token', charset: 'identifier', minLength: 1, maxLength: 20 },
    on: { type: 'choice', values: ['true', 'false'] },
  },
  holes: {
    key: { charset: 'alphanumeric', minLength: 8, maxLength: 8 },
    token: { charset: 'unreserved', minLength: 8, maxLength: 30 },
  },
  maxRequestBytes: 1_024,
  maxResponseBytes: 64,
};
const text = (unit: string, minLength: number, maxLength: number) =>
  fc.string({ unit: fc.constantFrom(...Array.from(unit)), minLength, maxLength });
const inputs = fc.record({
  id: text('abZ019-_~:', 1, 20),
  on: fc.constantFrom('true', 'false'),
  key: text('aZ09', 8, 8),
  token: text('aZ09-._~', 8, 30),
});

describe('REQ-1: Node’s own parser', () => {
  it('reads in a rendered request what went into it, and nothing else', async () => {
    const operation = defineOperation(SPEC);
    await fc.assert(
      fc.asyncProperty(inputs, async ({ id, on, key, token }) => {
        const { bytes, ...rendered } = unwrap(renderRequest(operation, { id, on }, { key, token }));
        const body = new TextEncoder().encode(`{"id":"${id}","name":"Küche °C","on":${on}}`);
        const headers = [
          ['host', 'api.example.com:8443'],
          ['connection', 'close'],
          ['accept-encoding', 'identity'],
          ['content-length', String(body.length)],
          ['authorization', `Bearer ${token}`],
          ['content-type', 'application/json'],
          ['x-id', `id=${id}, v=1`],
        ];
        const target = `/d/${id}/set?k=${key}&on=${on}`;
        expect(await nodeReadsRequest(bytes)).toEqual({ start: ['PUT', target], headers, body });
        expect({ ...rendered, holes: undefined }).toEqual({
          ...{ method: 'PUT', target, headers, body, holes: undefined },
        });
      }),
      { numRuns: 60 },
    );
  });

  it('reads a request without a body, to the port that needs no name', async () => {
    const { contentType: _contentType, body: _body, ...bodiless } = SPEC;
    const operation = defineOperation({
      ...bodiless,
      method: 'GET',
      server: { name: 'api.example.com' },
    });
    const secrets = { key: 'aaaaaaaa', token: 'bbbbbbbb' };
    const rendered = unwrap(renderRequest(operation, { id: 'a', on: 'true' }, secrets));
    expect(rendered).not.toHaveProperty('body');
    const read = await nodeReadsRequest(rendered.bytes);
    expect(read?.headers.map(([name]) => name)).toEqual([
      ...['host', 'connection', 'accept-encoding', 'authorization', 'x-id'],
    ]);
    expect(read?.headers[0]?.[1]).toBe('api.example.com');
  });

  it('finds the holes where it finds the secrets', () => {
    const operation = defineOperation(SPEC);
    fc.assert(
      fc.property(inputs, ({ id, on, key, token }) => {
        const { bytes, holes } = unwrap(renderRequest(operation, { id, on }, { key, token }));
        const at = ({ start, end }: { start: number; end: number }) =>
          new TextDecoder().decode(bytes.slice(start, end));
        expect(holes.map((hole) => [hole.name, at(hole)])).toEqual([
          ['key', key],
          ['token', token],
        ]);
      }),
    );
  });
});
