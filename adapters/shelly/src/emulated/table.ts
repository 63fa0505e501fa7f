import { randomBytes } from 'node:crypto';
import { hostName } from '@cloudx3/adapter-kit';
import * as z from 'zod';

const device = z.strictObject({
  id: z.string().regex(/^[0-9a-f]{6,12}$/, 'must be 6 to 12 hexadecimal digits in lower case'),
  on: z.boolean().default(false).meta({ description: 'State of the relay at the very first start' }),
  offset_minutes: z
    .int()
    .min(0)
    .default(0)
    .meta({ description: 'How far into the power series this device begins' }),
});

const account = z.strictObject({
  auth_key: z
    .string()
    .regex(/^[A-Za-z0-9]{32,128}$/, 'must be 32 to 128 letters and digits')
    .meta({ sensitive: true }),
  devices: z.array(device).min(1),
});

/** `[shelly]` of `emulator.toml`: whose plugs there are, and under which keys. */
export const shellyTable = z
  .strictObject({
    host: hostName.default('shelly-1-eu.shelly.cloud'),
    accounts: z.array(account).min(1),
    rate_limit_status: z
      .union([z.literal(429), z.literal(401)])
      .default(429)
      .meta({ description: 'The vendor was seen to answer either when it means the rate' }),
  })
  .superRefine(({ accounts }, context) => {
    const demandDistinct = (texts: readonly string[], what: string): void => {
      if (new Set(texts).size === texts.length) return;
      context.addIssue({ code: 'custom', path: ['accounts'], message: `${what} is there twice` });
    };
    demandDistinct(
      accounts.flatMap(({ devices }) => devices.map(({ id }) => id)),
      'a device id',
    );
    demandDistinct(
      accounts.map(({ auth_key }) => auth_key),
      'an auth_key',
    );
  });

/** One account with one plug, its key and id drawn at random. */
export function firstShellyTable(): z.input<typeof shellyTable> {
  // As the vendor issues them: base64 of "<account>uid" and 40 bytes in upper-case hexadecimal.
  const owner = Buffer.from(`${randomBytes(3).toString('hex')}uid`).toString('base64');
  const auth_key = `${owner.replaceAll(/[^A-Za-z0-9]/g, 'A')}${randomBytes(40).toString('hex').toUpperCase()}`;
  return { accounts: [{ auth_key, devices: [{ id: randomBytes(6).toString('hex') }] }] };
}
