import * as z from 'zod';

const host = z
  .string()
  .regex(
    /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/,
    'must be a lower-case DNS name',
  );

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

/** What the emulator plays, and to whom. The file is `emulator.toml` in its home. */
export const configSchema = z
  .strictObject({
    open_meteo: z.strictObject({ host: host.default('api.open-meteo.com') }).prefault({}),
    shelly: z.strictObject({
      host: host.default('shelly-1-eu.shelly.cloud'),
      accounts: z.array(account).min(1),
      rate_limit_status: z
        .union([z.literal(429), z.literal(401)])
        .default(429)
        .meta({ description: 'The vendor was seen to answer either when it means the rate' }),
    }),
    replay: z
      .strictObject({
        speed: z
          .number()
          .positive()
          .max(3_600)
          .default(1)
          .meta({ description: 'Measured seconds that pass in one real second' }),
        interval_seconds: z
          .int()
          .min(1)
          .max(3_600)
          .default(900)
          .meta({ description: 'How often the weather changes' }),
      })
      .prefault({}),
    limits: z
      .strictObject({
        scale: z.number().positive().default(1).meta({ description: "Factor on the vendors' rate limits" }),
      })
      .prefault({}),
    tls: z
      .strictObject({
        min_version: z.enum(['TLSv1.2', 'TLSv1.3']).default('TLSv1.2'),
        max_version: z.enum(['TLSv1.2', 'TLSv1.3']).default('TLSv1.3'),
      })
      .prefault({}),
  })
  .superRefine((config, context) => {
    const ids = config.shelly.accounts.flatMap((owner) => owner.devices.map(({ id }) => id));
    if (new Set(ids).size !== ids.length) {
      context.addIssue({
        code: 'custom',
        path: ['shelly', 'accounts'],
        message: 'a device id is there twice',
      });
    }
    const keys = config.shelly.accounts.map(({ auth_key }) => auth_key);
    if (new Set(keys).size !== keys.length) {
      context.addIssue({
        code: 'custom',
        path: ['shelly', 'accounts'],
        message: 'an auth_key is there twice',
      });
    }
    if (config.shelly.host === config.open_meteo.host) {
      context.addIssue({
        code: 'custom',
        path: ['shelly', 'host'],
        message: 'must differ from open_meteo.host',
      });
    }
  });

export type EmulatorConfig = z.output<typeof configSchema>;
export type EmulatorConfigInput = z.input<typeof configSchema>;
