import { Writable } from 'node:stream';
import { pino } from 'pino';
import type { Logger } from 'pino';
import { mpcEngine } from '../server/mpc/engine.ts';
import { proxyEngine } from '../server/proxy/engine.ts';
import { MemoryRegistry } from '../server/registry/memory-registry.ts';
import { startNotary } from '../server/start-notary.ts';
import type { NotaryDeps, NotaryOptions, RunningNotary } from '../server/start-notary.ts';
import type { ModeLimits, SessionLimits } from '../session/limits.ts';
import { derOf, testTls } from './certificates.ts';
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

/** Limits of the notary and of MPC mode, and beside them those of PROXY mode. */
export interface TestLimits extends Partial<SessionLimits & ModeLimits> {
  readonly proxy?: Partial<ModeLimits>;
}

export interface TestNotaryOptions extends Partial<Omit<NotaryOptions, 'limits'>> {
  readonly limits?: TestLimits;
}

export interface TestNotaryDeps extends Partial<Omit<NotaryDeps, 'modes'>> {
  /** PEM of the authority of vendors' certificates; by default the notary's own. */
  readonly vendorCa?: string;
}

const tls = testTls();

/** A notary on an ephemeral port that knows one operator and one operation, with fake engines. */
export async function startTestNotary(
  { limits: { proxy, ...limits } = {}, ...options }: TestNotaryOptions = {},
  { vendorCa, ...deps }: TestNotaryDeps = {},
): Promise<TestNotary> {
  const { ca, cert, key } = await tls;
  const engines = new FakeEngines();
  engines.vendor = () => GOOD_RESPONSE;
  const registry = new MemoryRegistry();
  registry.setOperator(proverKey.pubkey, { active: true });
  registry.publish(operation);
  const lines: string[] = [];
  const resolve = (address: string) => () => Promise.resolve([address]);
  const notary = await startNotary(
    {
      network: NETWORK,
      privateKey: notaryKey.privateKey,
      listen: { host: '127.0.0.1', port: 0 },
      tls: { cert, key },
      drainMs: 1_000,
      limits,
      ...options,
    },
    {
      registry,
      modes: [
        mpcEngine({ limits }, { startVerifier: engines.startVerifier }),
        proxyEngine(
          { customCa: derOf(vendorCa ?? ca.pem), limits: proxy },
          { resolve: resolve('127.0.0.1'), allowPrivateHosts: true },
        ),
      ],
      log: logTo(lines),
      resolve: resolve('93.184.216.34'),
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

function logTo(lines: string[]): Logger {
  const write = (chunk: Buffer, _encoding: string, done: () => void): void => {
    lines.push(chunk.toString());
    done();
  };
  return pino({ level: 'trace' }, new Writable({ write }));
}
