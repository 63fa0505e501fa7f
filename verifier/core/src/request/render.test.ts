import { describe, expect, it } from 'vitest';
import { unwrap } from '../error.ts';
import { defineOperation } from '../operation/define.ts';
import { compareRequest } from './compare.ts';
import { renderRequest } from './render.ts';

/** A request whose length depends on a parameter and on a secret, with this bound. */
const operationOf = (maxRequestBytes: number) =>
  defineOperation({
    kind: 'read',
    name: 'example/bounded',
    server: { name: 'api.example.com' },
    method: 'GET',
    target: '/d/{id}?k={!key}',
    parameters: { id: { type: 'token', charset: 'identifier', minLength: 1, maxLength: 64 } },
    holes: { key: { charset: 'alphanumeric', minLength: 4, maxLength: 64 } },
    readings: { power: { unit: 'W', path: ['power'] } },
    maxRequestBytes,
    maxResponseBytes: 64,
  });
const params = (length: number) => ({ id: 'i'.repeat(length) });
const secrets = (length: number) => ({ key: 'k'.repeat(length) });

describe('OP-2, max_request_bytes', () => {
  it('is kept to the byte, whether a parameter or a secret makes the request longer', () => {
    const { length } = unwrap(renderRequest(operationOf(1024), params(10), secrets(10))).bytes;
    const operation = operationOf(length);
    expect(unwrap(renderRequest(operation, params(10), secrets(10))).bytes).toHaveLength(length);
    for (const [id, key] of [
      [11, 10],
      [10, 11],
    ] as const) {
      const longer = renderRequest(operation, params(id), secrets(key));
      expect(longer).toMatchObject({ ok: false, code: 'request.too_large' });
      expect(JSON.stringify(longer)).not.toContain('kkkk');
    }
    // One shorter makes room for the other.
    expect(renderRequest(operation, params(11), secrets(9)).ok).toBe(true);
  });

  it.each(['exact', 'any-header-order'] as const)('is what a request is held against, %s', (comparison) => {
    const wide = operationOf(1024);
    const { bytes, holes } = unwrap(renderRequest(wide, params(10), secrets(10)));
    const compare = (maxRequestBytes: number) =>
      compareRequest(operationOf(maxRequestBytes), params(10), bytes, holes, comparison);
    expect(compare(bytes.length)).toMatchObject({ ok: true });
    expect(compare(bytes.length - 1)).toMatchObject({ ok: false, code: 'request.too_large' });
  });
});
