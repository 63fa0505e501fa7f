import { MemoryRegistry, notaryModes, startNotary } from '@cloudx3/notary';
import { readOperation, unwrap } from '@cloudx3/verifier-core';
import { pino } from 'pino';
import { asParty } from './party.ts';

export interface NotaryProcessOptions {
  readonly network: { readonly chainId: string; readonly oracle: string };
  readonly privateKey: Uint8Array;
  readonly operator: Uint8Array;
  readonly cert: string;
  readonly key: string;
  readonly caDer: Uint8Array;
  readonly operations: readonly Uint8Array[];
  readonly maxSessions: number;
}

export interface NotaryReady {
  readonly url: string;
  readonly pubkey: Uint8Array;
}

const { options: told, ready } = await asParty();
const options = told as NotaryProcessOptions;
const registry = new MemoryRegistry();
registry.setOperator(options.operator, { active: true });
for (const bytes of options.operations) registry.publish(unwrap(readOperation(bytes)));
const many = options.maxSessions;
const notary = await startNotary(
  {
    network: options.network,
    privateKey: options.privateKey,
    listen: { host: '127.0.0.1', port: 0 },
    tls: { cert: options.cert, key: options.key },
    allowPrivateHosts: true,
    limits: {
      maxRequestsPerOperator: 100_000,
      maxPendingConnections: many,
      maxPendingPerAddress: many,
    },
  },
  {
    registry,
    modes: notaryModes(
      { customCa: options.caDer, limits: { proxy: { maxSessions: many, maxSessionsPerOperator: many } } },
      { resolve: () => Promise.resolve(['127.0.0.1']), allowPrivateHosts: true },
    ),
    log: pino({ level: 'silent' }),
  },
);
ready({ url: notary.url, pubkey: notary.pubkey } satisfies NotaryReady);
