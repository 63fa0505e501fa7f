import { defineOperation, unwrap, renderRequest } from '@cloudx3/verifier-core';
import type { OperationSpec } from '@cloudx3/verifier-core';
import { describe, expect, it } from 'vitest';
import { defineAdapter } from '../definition/adapter.ts';
import { EXAMPLE } from '../testing/example.ts';
import { adapterManifest } from './manifest.ts';
import { operationManifest } from './operation.ts';
import { adapterManifestSchema } from './schema.ts';

const SPEC: OperationSpec = {
  kind: 'read',
  name: 'test/read',
  server: { name: 'api.example.org', port: 8443 },
  method: 'PUT',
  target: '/x/{id}?f={{1}}',
  headers: { 'X-Key': 'k {!key}' },
  contentType: 'application/json',
  body: '{{"n":{n}}}',
  parameters: {
    id: { type: 'token', charset: 'identifier', minLength: 1, maxLength: 8 },
    n: { type: 'integer', min: -5, max: 5 },
  },
  holes: { key: { charset: 'hex-lower', minLength: 8, maxLength: 12 } },
  readings: {
    boolean: { unit: '1', path: ['b'], source: 'boolean' },
    hundredths: { unit: '1', path: ['h'], source: 'mapped-string', map: { x: '1.25' }, exponent: 1 },
    kilo: { unit: 'W', path: ['k'], exponent: 3, min: '0', max: '99000.5' },
    mapped: { unit: '1', path: ['m'], source: 'mapped-string', map: { half: '0.5', one: '1.0' } },
    text: { unit: 'Cel', path: ['t'], source: 'numeric-string', min: '-10', max: '10' },
    uneven: { unit: '1', path: ['u'], source: 'mapped-string', map: { half: '0.5', one: '1' } },
  },
  observedAt: { path: ['at'], format: 'rfc3339' },
  maxRequestBytes: 512,
  maxResponseBytes: 1_024,
};

describe('operationManifest', () => {
  const operation = defineOperation(SPEC);
  const manifest = operationManifest('main', operation);

  it('says what is asked of whom, as its author wrote it', () => {
    expect(manifest).toMatchObject({
      key: 'main',
      name: 'test/read',
      id: Buffer.from(operation.id).toString('hex'),
      kind: 'read',
      server: { host: 'api.example.org', port: 8443 },
      method: 'PUT',
      target: '/x/{id}?f={{1}}',
      headers: { 'content-type': 'application/json', 'x-key': 'k {!key}' },
      body: '{{"n":{n}}}',
      observedAt: 'rfc3339',
      maxRequestBytes: 512,
      maxResponseBytes: 1_024,
    });
    const rendered = unwrap(renderRequest(operation, { id: 'a:b', n: '1' }, { key: '0123456789' }));
    expect(Buffer.from(rendered.bytes).toString()).toContain('PUT /x/a:b?f={1} HTTP/1.1');
  });

  it('says which values each parameter takes', () => {
    expect(manifest.parameters).toEqual([
      { name: 'id', takes: 'identifier, 1 to 8 characters' },
      { name: 'n', takes: 'integer from -5 to 5' },
    ]);
    const others = defineOperation({
      ...SPEC,
      target: '/x/{id}',
      parameters: {
        id: { type: 'choice', values: ['b', 'a'] },
        n: { type: 'decimal', min: '-1.5', max: '2', maxScale: 3 },
      },
    });
    expect(operationManifest('x', others).parameters.map(({ takes }) => takes)).toEqual([
      'one of a, b',
      'decimal from -1.5 to 2 with at most 3 decimals',
    ]);
  });

  it('says what is hidden, and in which modes', () => {
    expect(manifest.holes).toEqual([
      {
        name: 'key',
        place: { part: 'header', header: 'x-key', after: 'k ' },
        charset: 'hex-lower',
        minLength: 8,
        maxLength: 12,
        residue: {
          observer: expect.stringContaining('8 to 12') as string,
          prover: expect.stringContaining('up to 4 bytes') as string,
        },
      },
    ]);
    expect(manifest.modes).toEqual({ MPC: { fits: true }, PROXY: { fits: true } });
    const short = defineOperation({
      ...SPEC,
      holes: { key: { charset: 'digits', minLength: 4, maxLength: 4 } },
    });
    expect(operationManifest('x', short).modes.PROXY).toEqual({
      fits: false,
      code: 'operation.proxy_hole_length',
      reason: 'holes.key is at least 8 bytes',
    });
  });

  it('says how many decimals each reading has, where that is known before it is read', () => {
    const shown = manifest.readings.map(({ name, source, scale, exponent }) => ({
      name,
      source,
      scale,
      exponent,
    }));
    expect(shown).toEqual([
      { name: 'boolean', source: 'boolean', scale: 0, exponent: 0 },
      { name: 'hundredths', source: 'mapped-string', scale: 1, exponent: 1 },
      { name: 'kilo', source: 'number', scale: 'as-written', exponent: 3 },
      { name: 'mapped', source: 'mapped-string', scale: 1, exponent: 0 },
      { name: 'text', source: 'numeric-string', scale: 'as-written', exponent: 0 },
      { name: 'uneven', source: 'mapped-string', scale: 'as-written', exponent: 0 },
    ]);
    expect(manifest.readings[2]).toMatchObject({ min: '0', max: '99000.5' });
    expect(manifest.readings[3]).toMatchObject({ map: { half: '0.5', one: '1.0' } });
  });

  it.each(['digits', 'hex-lower', 'alphanumeric', 'unreserved', 'identifier'] as const)(
    'has a word for the charset %s',
    (charset) => {
      const holes = { key: { charset, minLength: 8, maxLength: 8 } };
      expect(operationManifest('x', defineOperation({ ...SPEC, holes })).holes[0]?.charset).toBe(charset);
    },
  );

  it.each(['unix-s', 'unix-ms', 'rfc3339', 'iso8601-utc'] as const)(
    'has a word for times in %s',
    (format) => {
      const spec = { ...SPEC, observedAt: { path: ['at'], format } };
      expect(operationManifest('x', defineOperation(spec)).observedAt).toBe(format);
    },
  );

  it('says what of an operation is of the second edition', () => {
    const spec: OperationSpec = {
      kind: 'read',
      name: 'test/many',
      server: { name: 'api.example.org' },
      method: 'GET',
      target: '/x?ids={ids}',
      parameters: {
        ids: {
          type: 'list',
          item: { charset: 'digits', minLength: 1, maxLength: 3 },
          maxItems: 2,
          separator: ',',
        },
      },
      rows: { path: [], list: 'ids' },
      readings: {
        e: {
          unit: 'kWh',
          path: ['e'],
          quantity: 'energy',
          kind: 'total_increasing',
          periodMs: 60_000,
          quality: { path: ['q'], map: { A: 'ok', E: 'estimated' } },
        },
      },
      observedAt: { path: ['to'], format: 'unix-s' },
      periodStart: { path: ['from'], format: 'rfc3339' },
      maxRequestBytes: 256,
      maxResponseBytes: 256,
    };
    expect(operationManifest('x', defineOperation(spec))).toMatchObject({
      edition: 2,
      parameters: [
        { name: 'ids', takes: '1 to 2 items in order, each digits, 1 to 3 characters, with , between them' },
      ],
      rows: { list: 'ids', of: 'object' },
      readings: [
        {
          quantity: 'energy',
          kind: 'total_increasing',
          periodMs: 60_000,
          quality: { A: 'ok', E: 'estimated' },
        },
      ],
      periodStart: 'rfc3339',
    });
    expect(manifest).not.toHaveProperty('edition');
  });

  it('leaves out what an operation has not', () => {
    const { observedAt: _, body: __, contentType: ___, parameters: ____, ...rest } = SPEC;
    const bare = operationManifest('x', defineOperation({ ...rest, method: 'GET', target: '/x' }));
    expect(bare).not.toHaveProperty('body');
    expect(bare).not.toHaveProperty('observedAt');
  });
});

describe('adapterManifest', () => {
  const source = { version: '1.2.3', settings: { host: 'api.example.org' } };
  const manifest = adapterManifest(defineAdapter(EXAMPLE), source);

  it('is what its schema describes, and the same text each time', () => {
    expect(adapterManifestSchema.parse(manifest)).toEqual(manifest);
    const again = adapterManifest(defineAdapter(EXAMPLE), source);
    expect(JSON.stringify(again)).toBe(JSON.stringify(manifest));
  });

  it('says of whom it is, what it was made with, and what can be told to a device', () => {
    expect(manifest).toMatchObject({
      vendor: 'example',
      version: '1.2.3',
      settings: { host: 'api.example.org' },
      credential: { kind: 'key-in-query', place: 'the request target, after "key="' },
      quotas: [{ requests: 1, perSeconds: 1, scope: 'credential' }],
      capabilities: [
        {
          name: 'switch',
          action: 'set',
          valueParam: 'on',
          values: { true: '1', false: '0' },
          readback: 'read',
          reading: 'on',
        },
      ],
    });
    expect(manifest.operations.map(({ key }) => key)).toEqual(['read', 'set']);
  });
});
