import { defineOperation, publicKeyOf, renderRequest, signDigest, unwrap } from '@cloudx3/verifier-core';
import type { CheckedOperation } from '@cloudx3/verifier-core';
import { create, ContextSchema } from '@cloudx3/proto';
import type { Context } from '@cloudx3/proto';

/** The secret of these tests. Wherever it is found outside the vendor's request, a test fails. */
export const CANARY = 'CanaryCredential00112233';

export const NETWORK = { chainId: 'cloudx3-test-1', oracle: 'cx31oracle' };

export const operation: CheckedOperation = withRequestBytes(512);

/** The operation of these tests, with another bound on its requests. */
export function withRequestBytes(maxRequestBytes: number): CheckedOperation {
  return defineOperation({
    kind: 'read',
    name: 'test/meter',
    server: { name: 'vendor.example', port: 8443 },
    method: 'GET',
    target: '/v1/meters/{meter}?key={!api_key}&unit=W',
    headers: { accept: 'application/json', 'x-tag': 'cloudx3' },
    parameters: { meter: { type: 'token', charset: 'identifier', minLength: 1, maxLength: 16 } },
    holes: { api_key: { charset: 'alphanumeric', minLength: 24, maxLength: 24 } },
    conditions: [{ path: ['ok'], literal: 'true' }],
    readings: { power: { unit: 'W', path: ['meter', 'power'], min: '0', max: '5000' } },
    maxRequestBytes,
    maxResponseBytes: 1024,
  });
}

/** Several meters in one answer, which an object holds by their ids. */
export const manyMeters: CheckedOperation = defineOperation({
  kind: 'read',
  name: 'test/meters',
  server: { name: 'vendor.example', port: 8443 },
  method: 'GET',
  target: '/v1/meters?ids={ids}&key={!api_key}&unit=W',
  parameters: {
    ids: {
      type: 'list',
      item: { charset: 'alphanumeric', minLength: 1, maxLength: 16 },
      maxItems: 4,
      separator: ',',
    },
  },
  holes: { api_key: { charset: 'alphanumeric', minLength: 24, maxLength: 24 } },
  conditions: [{ path: ['ok'], literal: 'true' }],
  rows: { path: ['meters'], list: 'ids', conditions: [{ path: ['online'], literal: 'true' }] },
  readings: {
    power: {
      unit: 'W',
      path: ['power'],
      kind: 'measurement',
      quality: { path: ['estimated'], map: { false: 'ok', true: 'estimated' } },
    },
  },
  maxRequestBytes: 512,
  maxResponseBytes: 2048,
});

export const PARAMS = { meter: 'plug-1' };
export const SECRETS = { api_key: CANARY };

/** How many bytes the request has with these parameters and secrets. */
export function requestLength(): number {
  return unwrap(renderRequest(operation, PARAMS, SECRETS)).bytes.length;
}

export interface TestKey {
  readonly privateKey: Uint8Array;
  readonly pubkey: Uint8Array;
  readonly sign: (digest: Uint8Array) => Uint8Array;
}

/** A key that is the same in every run. */
export function testKey(seed: number): TestKey {
  const privateKey = new Uint8Array(32).fill(seed);
  return { privateKey, pubkey: publicKeyOf(privateKey), sign: (digest) => signDigest(digest, privateKey) };
}

export const notaryKey = testKey(7);
export const proverKey = testKey(9);

export function roundContext(feedId = 1, round = 5n): Context {
  return create(ContextSchema, { purpose: { case: 'round', value: { feedId, round } } });
}

/** An HTTP response with a length. */
export function httpResponse(body: string, status = '200 OK', headers: readonly string[] = []): Buffer {
  const length = Buffer.byteLength(body);
  return Buffer.from(
    [
      `HTTP/1.1 ${status}`,
      'content-type: application/json',
      `content-length: ${length}`,
      ...headers,
      '',
      body,
    ].join('\r\n'),
  );
}

export const GOOD_RESPONSE = httpResponse('{"ok":true,"meter":{"power":21.50}}');
