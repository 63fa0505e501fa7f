import { defineAdapter, keyInQuery, ownServer, readSettings } from '@cloudx3/adapter-kit';
import type { Adapter } from '@cloudx3/adapter-kit';
import * as z from 'zod';
import { errors } from './errors.ts';
import { operations } from './operations.ts';
import type { ShellyOperation } from './operations.ts';

/** What the factory takes; each member says what it is. */
export const shellySettings = z.strictObject({
  // Every account has a server of its own, shown beside its key.
  ...ownServer('shelly-103-eu.shelly.cloud'),
  channel: z.int().min(0).max(9).default(0).meta({ description: 'Output of the device, counted from 0' }),
  // Keys seen in public are base64 of the account's number (12 characters while it has six hexadecimal digits) and 80 hexadecimal digits.
  authKeyLength: z
    .int()
    .min(32)
    .max(128)
    .default(92)
    .meta({ description: "Length of the account's cloud key" }),
});

const DOCS = 'https://shelly-api-docs.shelly.cloud/cloud-control-api/communication-v2';

/** Shelly's Cloud Control API v2: reads a metered switch, and turns it on and off. */
export function shelly(options: z.input<typeof shellySettings>): Adapter<ShellyOperation> {
  const settings = readSettings('shelly', shellySettings, options);
  return defineAdapter({
    vendor: 'shelly',
    title: 'Shelly Cloud Control API v2',
    docs: [DOCS, 'https://shelly-api-docs.shelly.cloud/gen2/ComponentsAndServices/Switch'],
    auth: keyInQuery({
      name: 'auth_key',
      hole: 'auth_key',
      charset: 'alphanumeric',
      length: settings.authKeyLength,
      description:
        'Cloud key of the account: in the app under User settings, Authorization cloud key. Changes with the password.',
    }),
    operations: operations({ name: settings.host, port: settings.port }, settings.channel),
    capabilities: {
      switch: {
        title: 'Turn the output on or off',
        action: 'switchSet',
        valueParam: 'on',
        values: [
          { value: 'true', expect: '1', title: 'on' },
          { value: 'false', expect: '0', title: 'off' },
        ],
        readback: 'switchState',
        reading: 'on',
        // The cloud learns of the relay from the device, which reports within about a second.
        settleMs: 3_000,
      },
    },
    serialParam: 'device_id',
    quotas: [{ requests: 1, perSeconds: 1, scope: 'credential', source: DOCS }],
    settings: shellySettings,
    errors,
  });
}
