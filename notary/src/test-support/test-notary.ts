import { Writable } from 'node:stream';
import { pino } from 'pino';
import { startEngineCarrier } from '../server/proxy/start-carrier.ts';
import { MemoryRegistry } from '../server/registry/memory-registry.ts';
import { startNotary } from '../server/start-notary.ts';
import type { NotaryDeps, NotaryOptions, RunningNotary } from '../server/start-notary.ts';
import { testTls } from './certificates.ts';
import { FakeEngines } from './fake-engine.ts';
import { GOOD_RESPONSE, NETWORK, notaryKey, operation, proverKey } from './fixture.ts';

export interface TestNotary extends AsyncDisposable {
  readonly notary: RunningNotary;
  readonly engines: FakeEngines;
  readonly registry: MemoryRegistry;
  /** PEM of the authority of the notary's own certificate. */
  readonly tlsCa: string;
  /** Every log line so far. */
  readonly logs: () => string;
  /** Count of ended sessions by outcome. */
  outcomes(): Promise<Record<string, number>>;
}

const tls = testTls();

/** A notary on an ephemeral port that knows one operator and one operation, with fake engines. */
export async function startTestNotary(
  options: Partial<NotaryOptions> = {},
  { vendorCa, ...deps }: Partial<NotaryDeps> & { readonly vendorCa?: string } = {},
): Promise<TestNotary> {
  const { ca, cert, key } = await tls;
  const engines = new FakeEngines();
  engines.vendor = () => GOOD_RESPONSE;
  const registry = new MemoryRegistry();
  registry.setOperator(proverKey.pubkey, { active: true });
  registry.publish(operation);
  const lines: string[] = [];
  const log = pino(
    { level: 'trace' },
    new Writable({
      write: (chunk: Buffer, _encoding, done) => {
        lines.push(chunk.toString());
        done();
      },
    }),
  );
  const notary = await startNotary(
    {
      network: NETWORK,
      privateKey: notaryKey.privateKey,
      listen: { host: '127.0.0.1', port: 0 },
      tls: { cert, key },
      drainMs: 1_000,
      ...options,
    },
    {
      registry,
      startVerifier: engines.startVerifier,
      startCarrier: startEngineCarrier(
        { customCaPem: vendorCa ?? ca.pem },
        { resolve: () => Promise.resolve(['127.0.0.1']), allowPrivateHosts: true },
      ),
      log,
      resolve: () => Promise.resolve(['93.184.216.34']),
      ...deps,
    },
  );
  return {
    notary,
    engines,
    registry,
    tlsCa: ca.pem,
    logs: () => lines.join(''),
    outcomes: async () => {
      const { values } = await notary.metrics.outcomes.get();
      return Object.fromEntries(values.map(({ labels, value }) => [labels.code ?? '', value]));
    },
    [Symbol.asyncDispose]: () => notary.close(),
  };
}
