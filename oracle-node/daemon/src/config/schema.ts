import { z } from 'zod';

const path = z.string().min(1);
const multiaddr = z.string().regex(/^\/(ip4|ip6|dns|dns4|dns6|dnsaddr)\//);
const hole = z.string().regex(/^[a-z][a-z0-9_]{0,31}$/);

/** The node's TOML file. Paths are relative to the file. Descriptions are the remedies that problems are shown with. */
export const configSchema = z.strictObject({
  name: z.string().min(1).max(64).describe('Write a name for this node, as logs and the registry show it.'),
  store: path.default('data').describe('Write the folder of the node’s database and attestations.'),
  keep_days: z
    .int()
    .min(1)
    .max(3_650)
    .default(30)
    .describe('Write for how many days observations and attestations are kept.'),
  chain: z.strictObject({
    rpc: z
      .url({ protocol: /^https?$/ })
      .describe('Write the RPC address of a chain node, like "http://127.0.0.1:26657".'),
    id: z.string().min(1).max(48).describe('Write the id of the chain, as its operators name it.'),
    oracle: z.string().min(1).max(90).describe('Write the address of the oracle contract.'),
    devices: z
      .string()
      .min(1)
      .max(90)
      .optional()
      .describe('Write the address of the devices contract, or leave it out to serve no commands.'),
    gas_price: z
      .string()
      .regex(/^\d+(\.\d+)?[a-zA-Z][a-zA-Z0-9/:._-]{2,127}$/)
      .describe('Write a price with its denomination, like "0.025ucx3".'),
    prefix: z
      .string()
      .regex(/^[a-z]{1,20}$/)
      .default('wasm')
      .describe('Write the prefix of the chain’s addresses, like "wasm".'),
    poll_ms: z
      .int()
      .min(100)
      .max(60_000)
      .default(1_000)
      .describe('Write how often to look for a new block, 100 to 60000 ms.'),
  }),
  keys: z.strictObject({
    observation: path.describe('Write the path of the encrypted observation key that "init" made.'),
    gas: path.describe(
      'Write the path of the encrypted gas account key that "init" made; it is not the observation key.',
    ),
    passphrase_file: path
      .optional()
      .describe(
        'Write the path of a file whose first line is the passphrase, or leave it out and set CLOUDX3_PASSPHRASE.',
      ),
  }),
  p2p: z.strictObject({
    listen: z
      .array(multiaddr)
      .min(1)
      .max(8)
      .describe('Write addresses to listen on, like ["/ip4/0.0.0.0/tcp/9000"].'),
    announce: z
      .array(multiaddr)
      .max(8)
      .default([])
      .describe(
        'Write the addresses under which others reach this node, like ["/dns4/node.example/tcp/9000"].',
      ),
    bootstrap: z
      .array(multiaddr.regex(/\/p2p\//))
      .max(64)
      .default([])
      .describe(
        'Write addresses of other operators with their peer id, like ["/dns4/other.example/tcp/9000/p2p/16Uiu2…"].',
      ),
  }),
  notaries: z
    .strictObject({
      tls_ca: path
        .optional()
        .describe(
          'Write the path of a PEM file with an authority that notaries’ own certificates may come from.',
        ),
      pin: z
        .array(
          z.strictObject({
            pubkey: z
              .string()
              .regex(/^0[23][0-9a-f]{64}$/)
              .describe('Write the notary’s compressed key as 66 hex digits.'),
            url: z
              .url({ protocol: /^wss$/ })
              .describe('Write the notary’s URL, like "wss://notary.example:7047".'),
          }),
        )
        .max(64)
        .default([]),
    })
    .default({ pin: [] }),
  vendors: z
    .array(
      z
        .strictObject({
          server: z
            .string()
            .min(3)
            .max(253)
            .describe('Write the server name that the operations have, like "api.vendor.example".'),
          subjects: z
            .array(z.string().min(1))
            .max(1_000)
            .default([])
            .describe('Write the ids of the devices that this is for, or leave it out for all.'),
          sealed_file: path.optional().describe('Write the path of a file that "oracle-node seal" made.'),
          env: z
            .record(hole, z.string().min(1))
            .default({})
            .describe(
              'Write which environment variable holds each secret, like { auth_key = "SHELLY_KEY" }.',
            ),
          files: z
            .record(hole, path)
            .default({})
            .describe('Write which file holds each secret, like { auth_key = "secrets/shelly" }.'),
        })
        .refine(
          ({ sealed_file, env, files }) =>
            sealed_file !== undefined || Object.keys(env).length + Object.keys(files).length > 0,
          {
            message: 'names no place of a secret',
          },
        )
        .describe('Write one of sealed_file, env and files.'),
    )
    .max(256)
    .default([]),
  http: z
    .strictObject({
      host: z
        .string()
        .min(1)
        .default('127.0.0.1')
        .describe('Write an address for /health, /metrics and /status.'),
      port: z.int().min(0).max(65_535).describe('Write a port from 1 to 65535, or 0 for any that is free.'),
    })
    .describe('Write [http] with a port.'),
  mpc: z
    .strictObject({
      pool_size: z
        .int()
        .min(0)
        .max(16)
        .default(1)
        .describe('Write how many prepared sessions may wait; each takes about 1 GB.'),
      concurrency: z.int().min(1).max(16).default(1).describe('Write how many readings may run at a time.'),
      prepare_ahead_s: z
        .int()
        .min(0)
        .max(900)
        .default(120)
        .describe('Write how many seconds before a reading its session is prepared; 0 prepares none.'),
      threads: z.int().min(1).max(64).optional().describe('Write how many threads a session may use.'),
    })
    .default({ pool_size: 1, concurrency: 1, prepare_ahead_s: 120 }),
  log: z
    .strictObject({
      level: z.enum(['debug', 'info', 'warn', 'error']).default('info'),
      file: path.optional().describe('Write a file for the JSON lines, or leave it out for standard output.'),
    })
    .default({ level: 'info' }),
  development: z
    .strictObject({
      custom_ca: path
        .optional()
        .describe('Write the path of one CA certificate (PEM or DER); attestations made with it say so.'),
      resolve: z
        .record(z.string(), z.string())
        .default({})
        .describe(
          'Write the address of each server that is not to be asked of DNS, like { "api.vendor.example" = "127.0.0.1" }.',
        ),
    })
    .default({ resolve: {} }),
});

export type NodeConfig = z.output<typeof configSchema>;
