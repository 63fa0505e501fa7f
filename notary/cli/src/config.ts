import { z } from 'zod';

const positive = z.int().positive();
const ms = z.int().min(100).max(3_600_000);

/** The notary's TOML file. Paths are relative to the file. Descriptions are the remedies that problems are shown with. */
export const configSchema = z.strictObject({
  network: z.strictObject({
    chain_id: z.string().min(1).max(48).describe('Write the id of the chain, as its operators name it.'),
    oracle: z.string().min(1).max(90).describe('Write the address of the oracle contract.'),
    devices: z
      .string()
      .min(1)
      .max(90)
      .optional()
      .describe(
        'Write the address of the devices contract, so that it is known what commands pay, or leave it out.',
      ),
    rpc: z
      .url({ protocol: /^https?$/ })
      .describe('Write the RPC address of a chain node, like "http://127.0.0.1:26657".'),
  }),
  listen: z.strictObject({
    host: z.string().min(1).default('0.0.0.0').describe('Write an address of this machine to listen on.'),
    port: z.int().min(0).max(65_535).describe('Write a port from 1 to 65535, or 0 for any that is free.'),
    public_url: z
      .url({ protocol: /^wss$/ })
      .optional()
      .describe(
        'Write the URL by which provers reach this notary, like "wss://notary.example:7047", without a path.',
      ),
    tls_cert: z.string().min(1).describe('Write the path of the PEM file with the certificate chain.'),
    tls_key: z.string().min(1).describe("Write the path of the PEM file with the certificate's private key."),
  }),
  admin: z
    .strictObject({
      host: z.string().min(1).default('127.0.0.1').describe('Write an address for /health and /metrics.'),
      port: z.int().min(0).max(65_535).describe('Write a port from 1 to 65535, or 0 for any that is free.'),
    })
    .optional(),
  key: z.strictObject({
    file: z.string().min(1).describe('Write the path of the encrypted key file that "init" made.'),
    passphrase_file: z
      .string()
      .min(1)
      .optional()
      .describe(
        'Write the path of a file whose first line is the passphrase, or leave it out and set CLOUDX3_NOTARY_PASSPHRASE.',
      ),
  }),
  policy: z
    .strictObject({
      operators: z
        .array(z.string().regex(/^0[23][0-9a-f]{64}$/))
        .max(1_024)
        .default([])
        .describe(
          'Write the keys of the operators to serve, as 66 hex digits each, or none for every active one.',
        ),
      operations: z
        .array(z.string().regex(/^[0-9a-f]{64}$/))
        .max(1_024)
        .default([])
        .describe(
          'Write the ids of the operations to notarize, as 64 hex digits each, or none for every published one.',
        ),
      hosts: z
        // As operations have them: in lower case, or nothing would ever match.
        .array(z.string().regex(/^[a-z0-9.-]{1,253}$/))
        .max(1_024)
        .default([])
        .describe(
          'Write the server names of vendors, like "api.vendor.example", or none for every public one.',
        ),
      least_reward: z
        .int()
        .min(0)
        .default(0)
        .describe(
          'Write the least that a session is to pay this notary, in the smallest coin; 0 takes what is paid.',
        ),
      unpaid: z
        .boolean()
        .optional()
        .describe(
          'Write whether sessions are served that nobody on chain pays for (probes, and reads that show who has a device), or leave it out: they are as long as least_reward is 0.',
        ),
    })
    .default({ operators: [], operations: [], hosts: [], least_reward: 0 }),
  limits: z
    .strictObject({
      max_sessions: positive.max(10_000),
      max_sessions_per_operator: positive.max(10_000),
      max_requests_per_operator: positive.max(100_000),
      max_pending_connections: positive.max(100_000),
      max_pending_per_address: positive.max(100_000),
      max_kept_connections: z.int().min(0).max(100_000),
      max_kept_per_operator: z.int().min(0).max(100_000),
      kept_timeout_ms: ms,
      max_request_bytes: z.int().min(64).max(16_384),
      max_response_bytes: z.int().min(64).max(65_536),
      max_session_bytes: z.int().min(1_048_576).max(17_179_869_184),
      open_timeout_ms: ms,
      setup_timeout_ms: ms,
      idle_timeout_ms: ms,
      online_timeout_ms: ms,
      proxy: z
        .strictObject({
          max_sessions: positive.max(100_000),
          max_sessions_per_operator: positive.max(100_000),
          max_request_bytes: z.int().min(64).max(16_384),
          max_response_bytes: z.int().min(64).max(1_048_576),
          online_timeout_ms: ms,
        })
        .partial(),
    })
    .partial()
    .default({}),
  mpc: z.strictObject({ threads: z.int().min(1).max(64).optional() }).default({}),
  vendors: z
    .strictObject({
      custom_ca: z
        .string()
        .min(1)
        .optional()
        .describe(
          'Write the path of one CA certificate (PEM or DER), or leave it out to trust the public ones only.',
        ),
    })
    .default({}),
  development: z
    .strictObject({
      allow_private_hosts: z.boolean().default(false),
      resolve: z
        .record(z.string().min(1).max(253), z.union([z.ipv4(), z.ipv6()]))
        .default({})
        .describe('Write server names with the IP address to dial in place of what DNS says.'),
    })
    .default({ allow_private_hosts: false, resolve: {} }),
  log: z
    .strictObject({ level: z.enum(['trace', 'debug', 'info', 'warn', 'error']).default('info') })
    .default({ level: 'info' }),
});

/** A configuration that was found to be good, defaults filled in. */
export type NotaryConfig = z.output<typeof configSchema>;
