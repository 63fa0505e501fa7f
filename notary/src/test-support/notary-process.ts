import { text } from 'node:stream/consumers';
import { destination, pino } from 'pino';
import { startEngineCarrier } from '../server/proxy/start-carrier.ts';
import { startEngineVerifier } from '../server/mpc/start-engine.ts';
import { MemoryRegistry } from '../server/registry/memory-registry.ts';
import { startNotary } from '../server/start-notary.ts';
import { DEFAULT_LIMITS } from '../session/limits.ts';
import { NETWORK, notaryKey, proverKey } from './fixture.ts';

// A notary in a process of its own, with the real engine and a registry that needs no chain. Reads its options from stdin.

export interface NotaryProcessOptions {
  readonly cert: string;
  readonly key: string;
  /** Hex of DER. */
  readonly customCa: string;
  readonly customCaPem: string;
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
    customCa: true,
  },
  {
    registry,
    startVerifier: startEngineVerifier({ customCa }, DEFAULT_LIMITS),
    startCarrier: startEngineCarrier(
      { customCaPem: options.customCaPem },
      { resolve: () => Promise.resolve(['127.0.0.1']), allowPrivateHosts: true },
    ),
    log: pino({ level: 'debug' }, destination(2)),
  },
);
process.stdout.write(`${notary.url}\n`);
process.once('SIGTERM', () => void notary.close());
