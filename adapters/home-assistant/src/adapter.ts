import { bearer, defineAdapter, ownServer, readSettings } from '@cloudx3/adapter-kit';
import type { Adapter } from '@cloudx3/adapter-kit';
import * as z from 'zod';
import { errors } from './errors.ts';
import { operations } from './operations.ts';
import type { HomeAssistantOperation } from './operations.ts';

/** What the factory takes; each member says what it is. */
export const homeAssistantSettings = z.strictObject({
  // A user's own server, under a name that its certificate carries.
  ...ownServer('home.example.org'),
  port: z
    .int()
    .min(1)
    .max(65_535)
    .default(8123)
    .meta({ description: 'TCP port of the server; 8123 unless a proxy stands before it' }),
  // A long-lived token is a JWT whose header, claims and signature are of fixed size: 36 + 1 + 102 + 1 + 43 characters.
  tokenLength: z
    .int()
    .min(64)
    .max(512)
    .default(183)
    .meta({ description: 'Length of the long-lived access token' }),
  maxResponseBytes: z
    .int()
    .min(512)
    .max(16_384)
    .default(1_024)
    .meta({ description: 'Bound on an answer; entities with many attributes need more' }),
});

/** A Home Assistant server: sensors, and switches with control. */
export function homeAssistant(
  options: z.input<typeof homeAssistantSettings>,
): Adapter<HomeAssistantOperation> {
  const settings = readSettings('home-assistant', homeAssistantSettings, options);
  return defineAdapter({
    vendor: 'home-assistant',
    title: 'Home Assistant REST API',
    docs: ['https://developers.home-assistant.io/docs/api/rest/'],
    auth: bearer({
      hole: 'token',
      charset: 'unreserved',
      length: settings.tokenLength,
      description:
        'Long-lived access token: in the web interface under the profile, Security. Valid for ten years.',
    }),
    operations: operations({ name: settings.host, port: settings.port }, settings.maxResponseBytes),
    capabilities: {
      switch: {
        title: 'Turn the switch on or off',
        action: 'switchSet',
        valueParam: 'service',
        values: [
          { value: 'turn_on', expect: '1', title: 'on' },
          { value: 'turn_off', expect: '0', title: 'off' },
        ],
        readback: 'switchState',
        reading: 'on',
        // The service call answers when it is done; integrations that poll their device show it later.
        settleMs: 2_000,
      },
    },
    serialParam: 'entity_id',
    // The server is the user's own and sets no limit.
    quotas: [],
    settings: homeAssistantSettings,
    errors,
  });
}
