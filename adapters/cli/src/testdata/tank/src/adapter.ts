import { bearer, defineAdapter, readSettings, sharedServer } from '@cloudx3/adapter-kit';
import type { Adapter } from '@cloudx3/adapter-kit';
import * as z from 'zod';
import { errors } from './errors.ts';
import { operations } from './operations.ts';

export const tankSettings = z.strictObject(sharedServer('api.tank.example.org'));

/** The level of a tank. */
export function tank(options: z.input<typeof tankSettings> = {}): Adapter<'level'> {
  const settings = readSettings('tank', tankSettings, options);
  return defineAdapter({
    vendor: 'tank',
    title: 'Tank API v1',
    docs: ['https://tank.example.org/api'],
    auth: bearer({ hole: 'token', charset: 'alphanumeric', length: 32, description: 'Token of the account' }),
    operations: operations({ name: settings.host, port: settings.port }),
    quotas: [{ requests: 2, perSeconds: 1, scope: 'credential', source: 'https://tank.example.org/limits' }],
    settings: tankSettings,
    errors,
  });
}
