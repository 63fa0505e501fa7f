import { describe, expect, it } from 'vitest';
import { defineOperation } from './define.ts';
import { checkProxyFit } from './proxy-fit.ts';

interface Changes {
  readonly target?: string;
  readonly authorization?: string;
  readonly body?: string;
  readonly min?: number;
  readonly max?: number;
}

function codeOf({ target, authorization, body, min = 16, max = min }: Changes): string {
  const hasBody = body !== undefined;
  const fits = checkProxyFit(
    defineOperation({
      kind: 'read',
      name: 'example/fit',
      server: { name: 'api.example.com' },
      method: hasBody ? 'POST' : 'GET',
      target: target ?? '/v1/things',
      headers: authorization === undefined ? {} : { authorization },
      ...(hasBody ? { contentType: 'application/x-www-form-urlencoded', body } : {}),
      parameters: {},
      holes: { key: { charset: 'alphanumeric', minLength: min, maxLength: max } },
      readings: { power: { unit: 'W', path: ['power'], source: 'number' } },
      maxRequestBytes: 1024,
      maxResponseBytes: 1024,
    }),
  );
  return fits.ok ? 'ok' : fits.code;
}

describe('PRX-1', () => {
  it.each<[string, Changes]>([
    ['a query value at the end', { target: '/v1/things?key={!key}' }],
    ['a query value in the middle', { target: '/v1/things?a=1&key={!key}&b=2' }],
    ['a path segment', { target: '/v1/{!key}/things' }],
    ['a path segment before the query', { target: '/v1/{!key}?a=1' }],
    ['a bearer token', { authorization: 'Bearer {!key}' }],
    ['a whole header', { authorization: '{!key}' }],
    ['a quoted parameter of a header', { authorization: 'Token id="1", key="{!key}"' }],
    ['a header hole with a range', { authorization: 'Bearer {!key}', min: 20, max: 400 }],
    ['a form value', { body: 'a=1&key={!key}&b=2' }],
    ['a JSON text', { body: '{{"key":"{!key}"}}' }],
  ])('%s fits', (_what, changes) => {
    expect(codeOf(changes)).toBe('ok');
  });

  it.each<[string, Changes, string]>([
    [
      'a range in the request line',
      { target: '/v1?key={!key}', min: 16, max: 20 },
      'operation.proxy_hole_length',
    ],
    ['a short hole', { authorization: 'Bearer {!key}', min: 7, max: 20 }, 'operation.proxy_hole_length'],
    ['a part of a path segment', { target: '/v1/x{!key}/y' }, 'operation.proxy_hole_place'],
    ['a part of a query value', { target: '/v1?key=a{!key}' }, 'operation.proxy_hole_place'],
    ['a query value that something follows', { target: '/v1?key={!key}.json' }, 'operation.proxy_hole_place'],
    ['the name of a query value', { target: '/v1?{!key}=1' }, 'operation.proxy_hole_place'],
    ['a part of a token', { authorization: 'Bearer a{!key}' }, 'operation.proxy_hole_place'],
    ['a token that something follows', { authorization: 'Bearer {!key}b' }, 'operation.proxy_hole_place'],
    ['a part of a form value', { body: 'a=1{!key}&b=2' }, 'operation.proxy_hole_place'],
    ['a part of a JSON text', { body: '{{"key":"a{!key}"}}' }, 'operation.proxy_hole_place'],
  ])('%s does not', (_what, changes, code) => {
    expect(codeOf(changes)).toBe(code);
  });
});
