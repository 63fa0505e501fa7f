import { randomBytes } from 'node:crypto';
import type { StartProver } from '../../server/engine.ts';
import { startEngineProver } from '../../server/mpc/start-engine.ts';
import { bindSession, runExchange } from './exchange.ts';
import { DEFAULT_DEADLINES, DEFAULT_MAX_SESSION_BYTES, DEFAULT_POOL } from '../options.ts';
import type { NotarizerOptions } from '../options.ts';
import { trustBeside } from '../connection.ts';
import { PooledNotarizer } from '../pooled-notarizer.ts';
import type { Notarizer } from '../ports.ts';
import { openSession } from './prepared-session.ts';
import type { SessionOpener } from './prepared-session.ts';

export interface NotarizerDeps {
  /** The MPC engine; the package's own by default. */
  readonly startProver?: StartProver;
  readonly now?: () => number;
  readonly random?: (length: number) => Uint8Array;
  /** Told of each session that could not be prepared; the pool tries again by itself. */
  readonly onPrepareFailed?: (error: Error) => void;
}

/** A {@link Notarizer} that proves by MPC-TLS, with sessions set up ahead of need. */
export function createMpcNotarizer(options: NotarizerOptions, deps: NotarizerDeps = {}): Notarizer {
  const opener: SessionOpener = {
    options,
    deadlines: { ...DEFAULT_DEADLINES, ...options.deadlines },
    maxSessionBytes: options.maxSessionBytes ?? DEFAULT_MAX_SESSION_BYTES,
    secureContext: trustBeside(options.tlsCa),
    startProver: deps.startProver ?? startEngineProver(options),
    now: deps.now ?? Date.now,
    random: deps.random ?? ((length) => Uint8Array.from(randomBytes(length))),
  };
  return new PooledNotarizer(
    {
      mode: 'MPC',
      now: opener.now,
      open: (target, operation, signal, progress) => openSession(target, operation, opener, signal, progress),
      bind: (session, exchange, signal) => bindSession(session, exchange, opener, signal),
      run: (session, exchange, sessionTimeMs, progress, signal) =>
        runExchange(session, exchange, sessionTimeMs, opener, progress, signal),
    },
    { pool: { ...DEFAULT_POOL, ...options.pool }, onPrepareFailed: deps.onPrepareFailed },
  );
}
