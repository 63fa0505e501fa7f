import { CORE_CODES } from '@cloudx3/verifier-core';
import { describe, expect, it } from 'vitest';
import { defineAdapter } from '../definition/adapter.ts';
import { EXAMPLE } from '../testing/example.ts';
import { explainFailure } from './explain-failure.ts';

const adapter = defineAdapter(EXAMPLE);

function response(status: number, body: string): Uint8Array {
  return new TextEncoder().encode(
    `HTTP/1.1 ${status} X\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}

describe('explainFailure', () => {
  it.each([
    [401, '{"errors":{"max":"now"}}', 'example.limited'],
    [401, '{"errors":{"max":null}}', 'example.limited'],
    [401, '{"errors":{}}', 'example.key'],
    [401, '401: Unauthorized', 'example.key'],
    [401, '', 'example.key'],
    [200, '[]', 'example.unknown'],
    [200, '[{"online":0}]', 'example.offline'],
    [200, '[{"online":"0"}]', 'example.offline'],
    [200, '[{"online":1}]', undefined],
    [200, 'no JSON', undefined],
    [418, '{}', undefined],
  ])('finds the row of status %i with %s', (status, body, vendorCode) => {
    expect(explainFailure(adapter, 'vendor.status', response(status, body)).vendorCode).toBe(vendorCode);
  });

  it('does not take what is inherited for what is there', () => {
    const inherited = {
      ...adapter,
      errors: [{ ...EXAMPLE.errors[0], status: 400, body: { at: ['constructor', 'name'] } }],
    } as typeof adapter;
    expect(explainFailure(inherited, 'vendor.status', response(400, '{}')).vendorCode).toBeUndefined();
    expect(explainFailure(inherited, 'vendor.status', response(400, '"text"')).vendorCode).toBeUndefined();
  });

  it('explains by the code alone where the response is hostile or missing', () => {
    for (const bytes of [
      undefined,
      new Uint8Array(0),
      new Uint8Array(1_000_000),
      response(401, 'x'.repeat(70_000)),
    ]) {
      expect(explainFailure(adapter, 'vendor.unauthorized', bytes)).toMatchObject({
        code: 'vendor.unauthorized',
        retry: 'after-remedy',
      });
      expect(explainFailure(adapter, 'vendor.unauthorized', bytes).vendorCode).toBeUndefined();
    }
    expect(explainFailure(adapter, 'vendor.status', response(400, '['.repeat(60_000))).code).toBe(
      'vendor.status',
    );
  });

  it('has words for every code that an exchange can fail with', () => {
    const own = /^(vendor|reading|observed_at|response|params|secrets)\./;
    for (const code of Object.keys(CORE_CODES).filter((name) => own.test(name))) {
      expect(explainFailure(adapter, code).meaning, code).not.toContain('does not know');
    }
    expect(explainFailure(adapter, 'unheard.of')).toMatchObject({
      retry: 'later',
      remedy: expect.stringContaining('https://example.org/docs') as string,
    });
  });
});
