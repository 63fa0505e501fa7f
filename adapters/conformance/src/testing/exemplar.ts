import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  defineAdapter,
  element,
  isLiteral,
  jsonBody,
  keyInQuery,
  ownServer,
  param,
  quotedParam,
} from '@cloudx3/adapter-kit';
import type { AdapterSpec, OperationDraft } from '@cloudx3/adapter-kit';
import * as z from 'zod';
import { responseWith } from '../mutation/http.ts';

export type ExemplarOperation = 'read' | 'turn';

/** A key that stands nowhere else. */
export const KEY = 'canary0123456789';
export const PARAMS = { read: { id: 'm1' }, turn: { id: 'm1', on: 'true' } };

const METER = element('id', '{id}');
const SERVER = { name: 'api.meter.example.org' };
const ID = { type: 'token', charset: 'alphanumeric', minLength: 2, maxLength: 8 } as const;

export const READ: OperationDraft = {
  kind: 'read',
  name: 'meter/read',
  server: SERVER,
  method: 'POST',
  target: '/v1/read',
  contentType: 'application/json',
  body: jsonBody({ id: quotedParam('id') }),
  parameters: { id: ID },
  conditions: [isLiteral([METER, 'online'], '1')],
  readings: {
    on: { unit: '1', path: [METER, 'on'], source: 'mapped-string', map: { on: '1', off: '0' } },
    power: { unit: 'W', path: [METER, 'power'], min: '-100', max: '10000' },
    total: { unit: 'Wh', path: [METER, 'total'], source: 'numeric-string', min: '0', max: '1000000' },
  },
  observedAt: { path: [METER, 'ts'], format: 'unix-s' },
  maxResponseBytes: 640,
};

export const TURN: OperationDraft = {
  kind: 'action',
  name: 'meter/turn',
  server: SERVER,
  method: 'POST',
  target: '/v1/turn',
  contentType: 'application/json',
  body: jsonBody({ id: quotedParam('id'), on: param('on') }),
  parameters: { id: ID, on: { type: 'choice', values: ['false', 'true'] } },
  maxResponseBytes: 640,
};

/** An adapter that has everything which the suite looks at, and nothing wrong with it. */
export const EXEMPLAR: AdapterSpec<ExemplarOperation> = {
  vendor: 'meter',
  title: 'Meter API',
  docs: ['https://meter.example.org/docs'],
  auth: keyInQuery({ name: 'key', hole: 'key', charset: 'alphanumeric', length: 16, description: 'Key' }),
  operations: { read: READ, turn: TURN },
  capabilities: {
    switch: {
      title: 'Turn it',
      action: 'turn',
      valueParam: 'on',
      values: [
        { value: 'true', expect: '1', title: 'on' },
        { value: 'false', expect: '0', title: 'off' },
      ],
      readback: 'read',
      reading: 'on',
      settleMs: 0,
    },
  },
  serialParam: 'id',
  quotas: [],
  settings: z.strictObject(ownServer('api.meter.example.org')),
  errors: [
    {
      code: 'meter.key',
      status: 401,
      meaning: 'Wrong key.',
      remedy: 'Take the right one.',
      retry: 'after-remedy',
    },
    {
      code: 'meter.offline',
      status: 200,
      body: { at: [0, 'online'], equals: '0' },
      meaning: 'Offline.',
      remedy: 'Plug it in.',
      retry: 'later',
    },
  ],
};

export function makeExemplar(change: Partial<AdapterSpec<ExemplarOperation>> = {}) {
  return defineAdapter({ ...EXEMPLAR, ...change });
}

const METER_JSON = { id: 'm1', online: 1, on: 'on', power: 12.5, total: '330.0', ts: 1_700_000_000 };

/** What the vendor answered, as `fixtures/` has it: file, response, and its entry in the manifest. */
export interface Recorded {
  readonly file: string;
  readonly response: Uint8Array;
  /** Undefined for a file that the manifest does not name. */
  readonly entry: Readonly<Record<string, unknown>> | undefined;
}

function recorded(file: string, response: Uint8Array, entry: Readonly<Record<string, unknown>>): Recorded {
  const about = {
    params: PARAMS.read,
    sessionTime: '2023-11-14T22:13:21Z',
    origin: 'recorded',
    source: 'made up',
    date: '2023-11-14',
  };
  return { file, response, entry: { file, operation: 'read', ...about, ...entry } };
}

/** The answer of a meter, as an answer to `read`. */
export function meterAnswer(change: Readonly<Record<string, unknown>> = {}): Uint8Array {
  return responseWith(200, JSON.stringify([{ ...METER_JSON, ...change }]));
}

export const RECORDED: readonly Recorded[] = [
  recorded('on.http', meterAnswer(), {
    expect: { readings: { on: '1', power: '12.5', total: '330' }, observedAt: '2023-11-14T22:13:20Z' },
  }),
  recorded('offline.http', meterAnswer({ online: 0 }), {
    expect: { code: 'vendor.condition_failed', vendorCode: 'meter.offline' },
  }),
  recorded('key.http', responseWith(401, '{}'), {
    expect: { code: 'vendor.unauthorized', vendorCode: 'meter.key' },
  }),
  recorded('turned.http', responseWith(200, ''), {
    operation: 'turn',
    params: PARAMS.turn,
    expect: { readings: {} },
  }),
];

/** A package with these fixtures in a temporary folder. */
export function packageWith(records: readonly Recorded[] = RECORDED): Disposable & { readonly root: URL } {
  const folder = mkdtempSync(join(tmpdir(), 'adapters-conformance-'));
  mkdirSync(join(folder, 'fixtures'));
  for (const { file, response } of records) writeFileSync(join(folder, 'fixtures', file), response);
  const manifest = { fixtures: records.flatMap(({ entry }) => entry ?? []) };
  writeFileSync(join(folder, 'fixtures', 'manifest.json'), JSON.stringify(manifest));
  return {
    root: pathToFileURL(`${folder}/`),
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
}
