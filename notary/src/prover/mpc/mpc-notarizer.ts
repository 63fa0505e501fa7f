import { bindSession } from '../bind-session.ts';
import type { ProverPoolOptions } from '../options.ts';
import { PooledNotarizer } from '../pooled-notarizer.ts';
import type { Notarizer } from '../ports.ts';
import { settingsOf } from '../settings.ts';
import { startEngineProver } from './engine.ts';
import type { MpcNotarizerDeps, MpcNotarizerOptions } from './options.ts';
import { prepareSession } from './prepare-session.ts';
import { runExchange } from './run-exchange.ts';

const POOL: ProverPoolOptions = { size: 2, keepMs: 900_000 };
const MAX_SESSION_BYTES = 536_870_912;

/** A {@link Notarizer} that proves by MPC-TLS, with sessions set up ahead of need. */
export function createMpcNotarizer(options: MpcNotarizerOptions, deps: MpcNotarizerDeps = {}): Notarizer {
  const settings = settingsOf(options, deps, MAX_SESSION_BYTES);
  const prover = { ...settings, options, startProver: deps.startProver ?? startEngineProver(options) };
  return new PooledNotarizer(
    {
      mode: 'MPC',
      now: settings.now,
      prepare: (target, operation, signal, progress) =>
        prepareSession(target, operation, prover, signal, progress),
      bind: (session, exchange, signal) => bindSession(session, exchange, prover, signal),
      run: (session, exchange, sessionTimeMs, progress, signal) =>
        runExchange(session, exchange, sessionTimeMs, prover, progress, signal),
    },
    { pool: { ...POOL, ...options.pool }, onPrepareFailed: deps.onPrepareFailed },
  );
}
