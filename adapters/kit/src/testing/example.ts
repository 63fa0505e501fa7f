import * as z from 'zod';
import { keyInQuery } from '../auth/key-in-query.ts';
import type { AdapterSpec, OperationDraft } from '../definition/spec.ts';
import { element, isLiteral } from '../language/path.ts';
import { jsonBody, param, quotedParam } from '../language/template.ts';

export type ExampleOperation = 'read' | 'set';

const SERVER = { name: 'api.example.org' };
const ID = { type: 'token', charset: 'hex-lower', minLength: 4, maxLength: 8 } as const;

export const READ: OperationDraft = {
  kind: 'read',
  name: 'example/read',
  server: SERVER,
  method: 'POST',
  target: '/read',
  contentType: 'application/json',
  body: jsonBody({ id: quotedParam('id') }),
  parameters: { id: ID },
  conditions: [isLiteral([element('id', '{id}'), 'online'], '1')],
  readings: { on: { unit: '1', path: [element('id', '{id}'), 'on'], source: 'boolean' } },
  maxResponseBytes: 512,
};

export const SET: OperationDraft = {
  kind: 'action',
  name: 'example/set',
  server: SERVER,
  method: 'POST',
  target: '/set',
  contentType: 'application/json',
  body: jsonBody({ id: quotedParam('id'), on: param('on') }),
  parameters: { id: ID, on: { type: 'choice', values: ['true', 'false'] } },
  maxResponseBytes: 512,
};

/** A vendor that nobody has, for the kit's own tests. */
export const EXAMPLE: AdapterSpec<ExampleOperation> = {
  vendor: 'example',
  title: 'Example API',
  docs: ['https://example.org/docs'],
  auth: keyInQuery({
    name: 'key',
    hole: 'key',
    charset: 'alphanumeric',
    length: 16,
    description: 'Key of the account',
  }),
  operations: { read: READ, set: SET },
  capabilities: {
    switch: {
      title: 'Turn it',
      action: 'set',
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
  quotas: [{ requests: 1, perSeconds: 1, scope: 'credential', source: 'https://example.org/limits' }],
  settings: z.strictObject({}),
  errors: [
    {
      code: 'example.limited',
      status: 401,
      body: { at: ['errors', 'max'] },
      meaning: 'Too fast.',
      remedy: 'Slow down.',
      retry: 'after-quota',
    },
    {
      code: 'example.key',
      status: 401,
      meaning: 'Wrong key.',
      remedy: 'Take the right one.',
      retry: 'after-remedy',
    },
    {
      code: 'example.unknown',
      status: 200,
      body: { at: [0], absent: true },
      meaning: 'Unknown.',
      remedy: 'Check the id.',
      retry: 'after-remedy',
    },
    {
      code: 'example.offline',
      status: 200,
      body: { at: [0, 'online'], equals: '0' },
      meaning: 'Offline.',
      remedy: 'Plug it in.',
      retry: 'later',
    },
  ],
};
