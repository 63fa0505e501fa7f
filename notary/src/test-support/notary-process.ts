import { text } from 'node:stream/consumers';
import { destination, pino } from 'pino';
import { notaryModes } from '../modes.ts';
import { MemoryRegistry } from '../server/registry/memory-registry.ts';
import { startNotary } from '../server/start-notary.ts';
import { NETWORK, notaryKey, proverKey } from './fixture.ts';

// A notary in a process of its own, with the real engine and a registry that needs no chain. Reads its options from stdin.

export interface NotaryProcessOptions {
  readonly cert: string;
  readonly key: string;
  /** Hex of DER. */
  readonly customCa: string;
  readonly operation: { readonly id: string; readonly bytes: string };
}

const options = JSON.parse(await text(process.stdin)) as NotaryProcessOptions;
const registry = new MemoryRegistry();
registry.setOperator(proverKey.pubkey, { active: true });
registry.publish({
  id: Buffer.from(options.operation.id, 'hex'),
  bytes: Buffer.from(options.operation.bytes, 'hex'),
});
const customCa = Uint8Array.from(Buffer.from(options.customCa, 'hex'));
const notary = await startNotary(
  {
    network: NETWORK,
    privateKey: notaryKey.privateKey,
    listen: { host: '127.0.0.1', port: 0 },
    tls: { cert: options.cert, key: options.key },
    allowPrivateHosts: true,
  },
  {
    registry,
    modes: notaryModes(
      { customCa },
      { resolve: () => Promise.resolve(['127.0.0.1']), allowPrivateHosts: true },
    ),
    log: pino({ level: 'debug' }, destination(2)),
  },
);
process.stdout.write(`${notary.url}\n`);
process.once('SIGTERM', () => void notary.close());
