import { defineOperation } from '@cloudx3/verifier-core';
import type { CoreCode } from '@cloudx3/verifier-core';
import { hex, invalid, valid } from '../vector.ts';
import type { Vector } from '../vector.ts';

/** Where the hole `{!key}` of an operation stands, and how long it is; 16 bytes unless said. */
interface Place {
  readonly target?: string;
  readonly authorization?: string;
  readonly body?: string;
  readonly min?: number;
  readonly max?: number;
}

const LENGTH: CoreCode = 'operation.proxy_hole_length';
const PLACE: CoreCode = 'operation.proxy_hole_place';

const FIT: readonly (readonly [name: string, place: Place])[] = [
  ['a query value at the end', { target: '/v1/things?key={!key}' }],
  ['a query value in the middle', { target: '/v1/things?a=1&key={!key}&b=2' }],
  ['a path segment', { target: '/v1/{!key}/things' }],
  ['a path segment before the query', { target: '/v1/{!key}?a=1' }],
  ['a bearer token', { authorization: 'Bearer {!key}' }],
  ['a whole header', { authorization: '{!key}' }],
  ['a quoted parameter of a header', { authorization: 'Token id="1", key="{!key}"' }],
  ['a header hole with a range', { authorization: 'Bearer {!key}', min: 20, max: 400 }],
  ['a header hole of 8 bytes', { authorization: 'Bearer {!key}', min: 8 }],
  ['a form value', { body: 'a=1&key={!key}&b=2' }],
  ['a form value with a range', { body: 'a=1&key={!key}&b=2', min: 8, max: 9 }],
  ['a JSON text', { body: '{{"key":"{!key}"}}' }],
];
const UNFIT: readonly (readonly [name: string, code: CoreCode, place: Place])[] = [
  ['a range in the request line', LENGTH, { target: '/v1?key={!key}', min: 16, max: 17 }],
  ['a hole of 7 bytes or more', LENGTH, { authorization: 'Bearer {!key}', min: 7, max: 20 }],
  ['a hole of 7 bytes in the request line', LENGTH, { target: '/v1?key={!key}', min: 7 }],
  ['a part of a path segment', PLACE, { target: '/v1/x{!key}/y' }],
  ['a part of a query value', PLACE, { target: '/v1?key=a{!key}' }],
  ['a query value that something follows', PLACE, { target: '/v1?key={!key}.json' }],
  ['the name of a query value', PLACE, { target: '/v1?{!key}=1' }],
  ['a part of a token', PLACE, { authorization: 'Bearer a{!key}' }],
  ['a token that something follows', PLACE, { authorization: 'Bearer {!key}b' }],
  ['a part of a form value', PLACE, { body: 'a=1{!key}&b=2' }],
  ['a part of a JSON text', PLACE, { body: '{{"key":"a{!key}"}}' }],
];

/** Operations with one hole, and whether PROXY mode can hide it (rule PRX-1). */
export function proxyFitVectors(): Vector[] {
  return [
    ...FIT.map(([name, place]) => valid('PRX-1', name, { operation: operationWith(place) })),
    ...UNFIT.map(([name, code, place]) => invalid('PRX-1', name, code, { operation: operationWith(place) })),
  ];
}

function operationWith({ target = '/v1/things', authorization, body, min = 16, max = min }: Place): string {
  const { bytes } = defineOperation({
    kind: 'read',
    name: 'example/fit',
    server: { name: 'api.example.com' },
    method: body === undefined ? 'GET' : 'POST',
    target,
    headers: authorization === undefined ? {} : { authorization },
    ...(body === undefined ? {} : { contentType: 'application/x-www-form-urlencoded', body }),
    holes: { key: { charset: 'alphanumeric', minLength: min, maxLength: max } },
    readings: { power: { unit: 'W', path: ['power'], source: 'number' } },
    maxRequestBytes: 1024,
    maxResponseBytes: 1024,
  });
  return hex(bytes);
}
