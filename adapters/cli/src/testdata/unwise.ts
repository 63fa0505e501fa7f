import { bearer, defineAdapter, keyInQuery, ownServer, readSettings } from '@cloudx3/adapter-kit';
import type { Adapter, AuthStrategy, OperationDraft } from '@cloudx3/adapter-kit';
import * as z from 'zod';

export const unwiseSettings = z.strictObject(ownServer('api.example.org'));

const TOKEN = { type: 'token', charset: 'unreserved', minLength: 1, maxLength: 8 } as const;

/** Values that run together, a number that nothing bounds, found by its place, and a bound on the request that nothing reaches. */
function read(name: string): OperationDraft {
  return {
    kind: 'read',
    name: `unwise/${name}`,
    server: { name: 'api.example.org' },
    method: 'GET',
    target: '/x?q={a}-{b}',
    parameters: { a: TOKEN, b: TOKEN },
    readings: { power: { unit: 'W', path: [0, 'power'] } },
    maxRequestBytes: 4_096,
    maxResponseBytes: 512,
  };
}

function adapterWith(auth: AuthStrategy): Adapter {
  return defineAdapter({
    vendor: 'unwise',
    title: 'Unwise API',
    docs: ['https://example.org/docs'],
    auth,
    operations: { read: read('read') },
    quotas: [],
    settings: unwiseSettings,
    errors: [],
  });
}

const HOLE = { hole: 'key', charset: 'alphanumeric', description: 'Key' } as const;

/** A key of no one length in the request line: PROXY mode cannot hide it. */
export function unwise(options: z.input<typeof unwiseSettings>): Adapter {
  readSettings('unwise', unwiseSettings, options);
  return adapterWith(keyInQuery({ ...HOLE, name: 'key', length: { min: 16, max: 32 } }));
}

/** An adapter as it is, and nothing that makes one. */
export const ready: Adapter = adapterWith(bearer({ ...HOLE, length: { min: 16, max: 32 } }));

export function thrower(): Adapter {
  throw new Error('no mains');
}

/** Its operations bear the name of another vendor. */
export function contradiction(): Adapter {
  const { auth, docs, quotas, settings, errors, title } = ready;
  const operations = { read: read('read') };
  return defineAdapter({ vendor: 'other', auth, docs, quotas, settings, errors, title, operations });
}

export const pretender = { vendor: 'x', operations: {} };
