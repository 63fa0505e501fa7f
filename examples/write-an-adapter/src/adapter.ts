import { bearer, defineAdapter, readSettings, sharedServer } from '@cloudx3/adapter-kit';
import type { Adapter } from '@cloudx3/adapter-kit';
import * as z from 'zod';
import { errors } from './errors.ts';
import { operations } from './operations.ts';
import type { SluiceOperation } from './operations.ts';

/** What an operator can set. The linter wants it beside the factory, under the factory's name with `Settings` behind. */
export const sluiceSettings = z.strictObject(sharedServer('api.sluice.example.org'));

/** Sluice's valves: how much water flows, and whether it may. Data only: nothing here opens a connection. */
export function sluice(options: z.input<typeof sluiceSettings> = {}): Adapter<SluiceOperation> {
  const { host, port } = readSettings('sluice', sluiceSettings, options);
  return defineAdapter({
    vendor: 'sluice',
    title: 'Sluice API v1',
    docs: ['https://sluice.example.org/api'],
    // The kit puts the token into every request, as a hole: the notary sees that 32 bytes stand there, and not which.
    auth: bearer({
      hole: 'token',
      charset: 'alphanumeric',
      length: 32,
      description: 'Token: in the app, under API',
    }),
    operations: operations({ name: host, port }),
    capabilities: {
      valve: {
        title: 'Open or close the valve',
        action: 'valveSet',
        valueParam: 'open',
        // A command is settled by what the read-back shows, not by the vendor’s answer to the action.
        values: [
          { value: 'true', expect: '1', title: 'open' },
          { value: 'false', expect: '0', title: 'closed' },
        ],
        readback: 'valve',
        reading: 'open',
        // The valve turns within two seconds, and then says so.
        settleMs: 2_000,
      },
    },
    // Two valves of one account are told apart by this parameter.
    serialParam: 'valve_id',
    quotas: [
      { requests: 60, perSeconds: 60, scope: 'credential', source: 'https://sluice.example.org/api/limits' },
    ],
    settings: sluiceSettings,
    errors,
  });
}
