import { vendorTrust } from '../../binding/vendor-trust.ts';
import { KeptConnections } from '../kept-connections.ts';
import type { NotarizerDeps, NotarizerOptions, ProverPoolOptions } from '../options.ts';
import { PooledNotarizer } from '../pooled-notarizer.ts';
import type { Notarizer } from '../ports.ts';
import { settingsOf } from '../settings.ts';
import { bindProxySession, prepareProxySession, runProxyExchange } from './proxy-session.ts';

const POOL: ProverPoolOptions = { size: 8, keepMs: 900_000 };
/** Far above what the largest response takes. */
const MAX_SESSION_BYTES = 4_194_304;

/** A {@link Notarizer} that has the notary carry a TLS 1.3 session, which costs about what the request costs. */
export function createProxyNotarizer(options: NotarizerOptions, deps: NotarizerDeps = {}): Notarizer {
  const kept = new KeptConnections();
  const prover = {
    ...settingsOf(options, deps, MAX_SESSION_BYTES),
    kept,
    trust: vendorTrust(options.customCa),
  };
  return new PooledNotarizer(
    {
      mode: 'PROXY',
      now: prover.now,
      prepare: (target, operation, signal, progress) =>
        prepareProxySession(target, operation, prover, signal, progress),
      bind: (session, exchange, signal) => bindProxySession(session, exchange, prover, signal),
      run: (session, exchange, sessionTimeMs, progress, signal) =>
        runProxyExchange(session, exchange, sessionTimeMs, prover, progress, signal),
      close: () => kept.close(),
    },
    { pool: { ...POOL, ...options.pool }, onPrepareFailed: deps.onPrepareFailed },
  );
}
