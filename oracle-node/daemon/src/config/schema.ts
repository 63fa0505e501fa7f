// The one table of what the node's TOML file takes: each setting's place, validator, default and text. The file that "init" writes, the
// problems of one that is read, --help and docs/CONFIG.md all come from here. Paths are relative to the file.
import { isAddressRange } from '@cloudx3/notary';
import { z } from 'zod';
import { SESSION_SECONDS } from '../policy/figures.ts';
import { MAX_WEIGHT } from '../policy/decision-file.ts';
import { setting } from './setting.ts';

const path = z.string().min(1);
const multiaddr = z.string().regex(/^\/(ip4|ip6|dns|dns4|dns6|dnsaddr)\//);
const hole = z.string().regex(/^[a-z][a-z0-9_]{0,31}$/);
const address = z.string().min(1).max(90);

const chain = z.strictObject({
  rpc: setting(z.url({ protocol: /^https?$/ }), {
    says: 'the RPC address of a node of the chain',
    example: 'http://127.0.0.1:26657',
  }),
  id: setting(z.string().min(1).max(48), { says: 'the id of the chain, as its operators name it' }),
  oracle: setting(address, { says: 'the address of the oracle contract' }),
  devices: setting(address.optional(), {
    says: 'the address of the devices contract',
    example: 'wasm1devices',
    orLeaveOut: 'to serve feeds and no commands',
  }),
  gas_price: setting(z.string().regex(/^\d+(\.\d+)?[a-zA-Z][a-zA-Z0-9/:._-]{2,127}$/), {
    says: 'the price of gas with its denomination',
    example: '0.025ucx3',
  }),
  prefix: setting(
    z
      .string()
      .regex(/^[a-z]{1,20}$/)
      .default('wasm'),
    { says: 'the prefix of the chain’s addresses' },
  ),
  poll_ms: setting(z.int().min(100).max(60_000).default(1_000), {
    says: 'how often to look for a new block, in ms',
  }),
});

const keys = z.strictObject({
  observation: setting(path, {
    says: 'the path of the encrypted key that signs observations and is the peer’s identity',
    example: 'keys/observation.age',
    namesSecret: true,
  }),
  gas: setting(path, {
    says: 'the path of the encrypted key of the gas account, which pays and is paid; it is another one',
    example: 'keys/gas.age',
    namesSecret: true,
  }),
  passphrase_file: setting(path.optional(), {
    says: 'the path of a file whose first line is the passphrase of keys and sealed files',
    example: 'passphrase',
    orLeaveOut: 'to have it taken from CLOUDX3_PASSPHRASE or the terminal',
    namesSecret: true,
  }),
});

const p2p = z.strictObject({
  listen: setting(z.array(multiaddr).min(1).max(8), {
    says: 'the addresses to listen on for peers',
    example: ['/ip4/0.0.0.0/tcp/9000'],
  }),
  announce: setting(z.array(multiaddr).max(8).default([]), {
    says: 'the addresses under which peers reach this node, which "register" puts on chain',
    example: ['/dns4/node.example/tcp/9000'],
  }),
  bootstrap: setting(
    z
      .array(multiaddr.regex(/\/p2p\//))
      .max(64)
      .default([]),
    {
      says: 'addresses of operators to begin with, with their peer id; all others are found in the registry',
      example: ['/dns4/other.example/tcp/9000/p2p/16Uiu2HAmPeerIdOfTheOtherNode'],
    },
  ),
});

const network = z.strictObject({
  allow_private: setting(z.array(z.string().refine(isAddressRange)).max(64).default([]), {
    says: 'the ranges of addresses that are not public at which other operators and notaries may be dialled all the same; the registry is written by strangers, so none unless they are in a network of your own',
    example: ['10.1.0.0/16'],
  }),
});

const pin = z.strictObject({
  pubkey: setting(z.string().regex(/^0[23][0-9a-f]{64}$/), {
    says: 'the notary’s compressed key as 66 hex digits',
    example: '0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798',
  }),
  url: setting(z.url({ protocol: /^wss$/ }), {
    says: 'the address that is used for it in place of the registry’s',
    example: 'wss://notary.example:7047',
  }),
});

const notaries = z.strictObject({
  tls_ca: setting(path.optional(), {
    says: 'the path of a PEM file with an authority that notaries’ own certificates may come from',
    example: 'notaries-ca.pem',
  }),
  pin: z.array(pin).max(64).default([]),
});

const vendor = z
  .strictObject({
    server: setting(z.string().min(3).max(253), {
      says: 'the server name that the operations have',
      example: 'api.vendor.example',
    }),
    subjects: setting(z.array(z.string().min(1)).max(1_000).default([]), {
      says: 'the ids of the devices that this is for; none: for all',
      example: ['wasm1device'],
    }),
    sealed_file: setting(path.optional(), {
      says: 'the path of a file that "oracle-node seal" made',
      example: 'secrets/vendor.age',
      namesSecret: true,
    }),
    env: setting(z.record(hole, z.string().min(1)).default({}), {
      says: 'which environment variable holds each secret',
      example: { auth_key: 'SHELLY_KEY' },
      namesSecret: true,
    }),
    files: setting(z.record(hole, path).default({}), {
      says: 'which file holds each secret in its first line',
      example: { auth_key: 'secrets/shelly' },
      namesSecret: true,
    }),
  })
  .refine(
    ({ sealed_file, env, files }) =>
      sealed_file !== undefined || Object.keys(env).length + Object.keys(files).length > 0,
    { message: 'names no place of a secret' },
  )
  .describe('Write one of sealed_file, env and files.');

const policy = z.strictObject({
  by: setting(z.array(address).max(256).default([]), {
    says: 'the accounts whose feeds and devices this node serves without being asked; none: each is accepted by "oracle-node policy"',
    example: ['wasm1customer'],
  }),
  operations: setting(
    z
      .array(z.string().regex(/^[0-9a-f]{64}$/))
      .max(256)
      .default([]),
    {
      says: 'the ids of the operations that they may ask for, as 64 hex digits each; "cloudx3-adapter manifest" shows those of an adapter',
      example: ['5445fb3167de93041a4b7bb8f3d3f6a0c1b6a4f2d8f5b8f0e6a9d3c2b1a09f8e'],
    },
  ),
  least_reward: setting(z.int().min(0).default(0), {
    says: 'the least that they pay for an observation or a command, in the smallest coin',
  }),
  most_feeds: setting(z.int().min(1).max(256).default(16), {
    says: 'how many feeds the chain may join for this node by the rule that "oracle-node policy publish" published',
  }),
  least_runway: setting(z.int().min(0).default(0), {
    says: 'how many further rounds the escrow of a feed has to pay at least; one that pays fewer is neither accepted nor read',
  }),
  gas_per_day: setting(z.int().min(0).optional(), {
    says: 'the most gas that this node’s transactions may use in a day (UTC)',
    example: 500_000_000,
    orLeaveOut: 'for as much as what was accepted needs',
  }),
  weight: setting(z.int().min(1).max(MAX_WEIGHT).default(1), {
    says: 'the part of sessions, vendor quota and gas that all feeds and devices of one such account are due together; a feed that "oracle-node policy" accepted is due 1, or what was said there',
  }),
});

const quota = z.strictObject({
  server: setting(z.string().min(3).max(253), {
    says: 'the server name that the operations have',
    example: 'api.vendor.example',
  }),
  requests: setting(z.int().min(1), {
    says: 'how many requests with one credential the vendor lets through in that time; "cloudx3-adapter manifest" shows the quotas of an adapter',
    example: 10_000,
  }),
  per_seconds: setting(z.int().min(1).max(86_400).default(86_400), {
    says: 'the seconds in which that holds',
  }),
});

const http = z.strictObject({
  host: setting(z.string().min(1).default('127.0.0.1'), {
    says: 'the address for /health, /metrics and /status',
  }),
  port: setting(z.int().min(0).max(65_535), {
    says: 'the port for /health, /metrics and /status; 0 takes one that is free',
  }),
});

const mpc = z.strictObject({
  pool_size: setting(z.int().min(0).max(16).default(1), {
    says: 'how many prepared sessions may wait; each takes about 1 GB and makes a reading take seconds in place of half a minute',
  }),
  concurrency: setting(z.int().min(1).max(16).default(1), {
    says: 'how many readings by MPC may run at a time',
  }),
  prepare_ahead_s: setting(z.int().min(0).max(900).default(120), {
    says: 'how many seconds before a reading its session is prepared; 0 prepares none',
  }),
  session_s: setting(z.int().min(1).max(900).default(SESSION_SECONDS.mpc), {
    says: 'how many seconds a reading by MPC takes here, both parties’ setup included; what was measured on two cores where nothing is said. A feed that leaves less time is not accepted',
  }),
  threads: setting(z.int().min(1).max(64).optional(), {
    says: 'how many threads a session may use',
    example: 2,
    orLeaveOut: 'for as many as the engine takes by itself',
  }),
});

const log = z.strictObject({
  level: setting(z.enum(['debug', 'info', 'warn', 'error']).default('info'), {
    says: 'the least level of a line',
  }),
  file: setting(path.optional(), {
    says: 'the path of the file for the JSON lines',
    example: 'node.log',
    orLeaveOut: 'for standard output',
  }),
});

const development = z.strictObject({
  custom_ca: setting(path.optional(), {
    says: 'the path of one private CA (PEM or DER) that vendors’ servers may use; every attestation made with it says so',
    example: 'ca.pem',
  }),
  resolve: setting(z.record(z.string(), z.string()).default({}), {
    says: 'the address of each server that is not to be asked of DNS',
    example: { 'api.vendor.example': '127.0.0.1' },
  }),
});

/** The node's TOML file. */
export const configSchema = z.strictObject({
  name: setting(z.string().min(1).max(64), {
    says: 'a name for this node, as logs and the registry show it',
  }),
  store: setting(path.default('data'), { says: 'the folder of the node’s database and attestations' }),
  keep_days: setting(z.int().min(1).max(3_650).default(30), {
    says: 'for how many days observations and attestations are kept',
  }),
  chain: setting(chain, { says: 'the chain that this node reports to' }),
  keys: setting(keys, {
    says: 'two keys, so that the one that spends can be kept short of money; back both up',
  }),
  p2p: setting(p2p, { says: 'the other operators’ nodes' }),
  network: setting(network.default({ allow_private: [] }), {
    says: 'where this node connects to when the registry says so',
  }),
  notaries: setting(notaries.default({ pin: [] }), {
    says: 'notaries; they come from the registry on chain, and here an address may be fixed',
  }),
  vendors: setting(z.array(vendor).max(256).default([]), {
    says: 'where the credentials for vendors’ servers are; they are never here',
  }),
  policy: setting(
    policy.default({ by: [], operations: [], least_reward: 0, most_feeds: 16, least_runway: 0, weight: 1 }),
    {
      says: 'what this node agrees to: nothing is read, sent or paid for that is not accepted here or by "oracle-node policy"',
    },
  ),
  quotas: setting(z.array(quota).max(256).default([]), {
    says: 'what vendors let through; all of one server hold, nothing is accepted that would need more, and no day has more',
  }),
  http: setting(http, { says: 'the status port, for this machine only' }),
  mpc: setting(
    mpc.default({ pool_size: 1, concurrency: 1, prepare_ahead_s: 120, session_s: SESSION_SECONDS.mpc }),
    {
      says: 'readings by MPC, which take whole cores and a gigabyte each',
    },
  ),
  log: setting(log.default({ level: 'info' }), { says: 'the log' }),
  development: setting(development.default({ resolve: {} }), {
    says: 'what is never wanted in production',
  }),
});

export type NodeConfig = z.output<typeof configSchema>;
