import { defineAdapter, none, readSettings, sharedServer } from '@cloudx3/adapter-kit';
import type { Adapter } from '@cloudx3/adapter-kit';
import * as z from 'zod';
import { errors } from './errors.ts';
import { operations } from './operations.ts';
import type { OpenMeteoOperation } from './operations.ts';

/** What the factory takes; each member says what it is. */
export const openMeteoSettings = z.strictObject(sharedServer('api.open-meteo.com'));

/** Terms of the free tier; counted by the address that connects, which in PROXY mode is the notary's. */
const TERMS = 'https://open-meteo.com/en/terms';

/** Open-Meteo's forecast API: the weather models' present values for a place. Without options: the vendor's own server. */
export function openMeteo(options: z.input<typeof openMeteoSettings> = {}): Adapter<OpenMeteoOperation> {
  const settings = readSettings('open-meteo', openMeteoSettings, options);
  return defineAdapter({
    vendor: 'open-meteo',
    title: 'Open-Meteo forecast API v1',
    docs: ['https://open-meteo.com/en/docs'],
    auth: none(),
    operations: operations({ name: settings.host, port: settings.port }),
    quotas: [
      { requests: 600, perSeconds: 60, scope: 'address', source: TERMS },
      { requests: 5_000, perSeconds: 3_600, scope: 'address', source: TERMS },
      { requests: 10_000, perSeconds: 86_400, scope: 'address', source: TERMS },
    ],
    settings: openMeteoSettings,
    errors,
  });
}
