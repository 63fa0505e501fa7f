import type { CheckedOperation } from '@cloudx3/verifier-core';
import { SetupPool, systemClock } from '../mpc/index.ts';
import { notaryError } from '../session/error.ts';
import { toHex } from '../session/hex.ts';
import type { ExchangeOutcome } from './check-result.ts';
import { renderExchange } from './rendered-exchange.ts';
import type { RenderedExchange } from './rendered-exchange.ts';
import { asNotaryError } from './failure.ts';
import type { ProverPoolOptions } from './options.ts';
import type {
  NotarizationPhase,
  NotarizedExchange,
  NotarizeRequest,
  Notarizer,
  NotaryTarget,
} from './ports.ts';
import { PhaseClock } from './phase-clock.ts';
import { Quiet } from './quiet.ts';

type Progress = (phase: NotarizationPhase) => void;

/** A session that waits for its exchange. */
export interface WaitingSession {
  /** Resolves once the session can no longer be used. */
  readonly ended: Promise<unknown>;
  close(): Promise<void>;
}

/** What a mode does with its sessions; the pool does the rest. */
export interface ModeOfSessions<S extends WaitingSession> {
  readonly mode: Notarizer['mode'];
  readonly now: () => number;
  /** Connects, and does whatever needs neither parameters nor context. */
  open(
    target: NotaryTarget,
    operation: CheckedOperation,
    signal: AbortSignal,
    progress?: Progress,
  ): Promise<S>;
  /** Resolves with the session's time. A session that fails here has sent nothing to the vendor. */
  bind(session: S, exchange: RenderedExchange, signal: AbortSignal): Promise<bigint>;
  run(
    session: S,
    exchange: RenderedExchange,
    sessionTimeMs: bigint,
    progress: Progress,
    signal: AbortSignal,
  ): Promise<ExchangeOutcome>;
  /** Gives back what outlives a session. */
  close?(): void;
}

export interface PooledNotarizerOptions {
  readonly pool: ProverPoolOptions;
  /** Told of each session that could not be prepared; the pool tries again by itself. */
  readonly onPrepareFailed?: ((error: Error) => void) | undefined;
}

/** Longest that a prepared session waits, whatever its notary would allow. */
const MAX_IDLE_MS = 900_000;
const RETRY_MS = 2_000;
const MAX_RETRY_MS = 60_000;

/** How a session that waited too long shows itself when it is bound. */
const DEAD_BEFORE_USE: ReadonlySet<string> = new Set([
  'notary.gone',
  'deadline.idle',
  'engine.failed',
  'engine.rejected',
]);

interface Job {
  readonly target: NotaryTarget;
  readonly operation: CheckedOperation;
  /** When the key is let go of, unless it is asked for again. */
  lease: NodeJS.Timeout;
}

/** A {@link Notarizer} with sessions prepared ahead of need. */
export class PooledNotarizer<S extends WaitingSession> implements Notarizer {
  readonly mode: Notarizer['mode'];
  readonly #sessions: ModeOfSessions<S>;
  readonly #poolOptions: ProverPoolOptions;
  readonly #pool: SetupPool<S>;
  readonly #jobs = new Map<string, Job>();
  readonly #ready = new Map<string, PromiseWithResolvers<undefined>>();
  readonly #closing = new AbortController();
  readonly #running = new Set<Promise<unknown>>();
  readonly #quiet = new Quiet();
  /** Whether a session that is being asked for is waited for; the pool asks before its call returns. */
  #urgent = false;

  constructor(sessions: ModeOfSessions<S>, { pool, onPrepareFailed }: PooledNotarizerOptions) {
    this.mode = sessions.mode;
    this.#sessions = sessions;
    this.#poolOptions = pool;
    this.#pool = new SetupPool(
      { size: pool.size, maxIdleMs: MAX_IDLE_MS, retryMs: RETRY_MS, maxRetryMs: MAX_RETRY_MS },
      {
        create: (key, signal) => this.#create(key, signal),
        clock: systemClock,
        onRefillFailed: (_key, error) => onPrepareFailed?.(asNotaryError(error)),
      },
    );
  }

  async prepare(target: NotaryTarget, operation: CheckedOperation, signal: AbortSignal): Promise<void> {
    if (this.#closing.signal.aborted) throw notaryError('prover.closed');
    const key = this.#keep(target, operation);
    const waiting = this.#warmCount();
    if (this.#pool.warm.has(key) || waiting >= this.#poolOptions.size) return;
    const ready = this.#ready.get(key) ?? Promise.withResolvers<undefined>();
    // Somebody may give up waiting while nobody else waits.
    ready.promise.catch(() => undefined);
    this.#ready.set(key, ready);
    await unlessAborted(ready.promise, AbortSignal.any([signal, this.#closing.signal]));
  }

  async notarize(request: NotarizeRequest, signal: AbortSignal): Promise<NotarizedExchange> {
    if (this.#closing.signal.aborted) throw notaryError('prover.closed');
    const run = this.#notarize(request, AbortSignal.any([signal, this.#closing.signal]));
    this.#running.add(run);
    try {
      return await run;
    } finally {
      this.#running.delete(run);
    }
  }

  async close(): Promise<void> {
    this.#closing.abort(notaryError('prover.closed'));
    for (const { lease } of this.#jobs.values()) clearTimeout(lease);
    await this.#pool.close();
    await Promise.allSettled(this.#running);
    this.#sessions.close?.();
  }

  async #notarize(request: NotarizeRequest, signal: AbortSignal): Promise<NotarizedExchange> {
    const clock = new PhaseClock(request.onProgress, this.#sessions.now);
    try {
      const exchange = renderExchange(request);
      return await this.#quiet.during(() => this.#run(exchange, clock, signal));
    } catch (error) {
      throw asNotaryError(error, clock.phase);
    }
  }

  async #run(exchange: RenderedExchange, clock: PhaseClock, signal: AbortSignal): Promise<NotarizedExchange> {
    const { session, sessionTimeMs, warm } = await this.#bind(exchange, clock, signal);
    try {
      const outcome = await this.#sessions.run(session, exchange, sessionTimeMs, clock.enter, signal);
      return { ...outcome, timings: clock.timings(), warm };
    } finally {
      await session.close();
    }
  }

  /** A session from the pool may have died unseen. Nothing was sent in it, so another one may be tried. */
  async #bind(
    exchange: RenderedExchange,
    clock: PhaseClock,
    signal: AbortSignal,
  ): Promise<{ session: S; sessionTimeMs: bigint; warm: boolean }> {
    const { notary, operation } = exchange.request;
    const key = keyOf(notary, operation);
    const warm = this.#pool.warm.has(key);
    const session = this.#jobs.has(key)
      ? await this.#take(exchange.request, warm, clock, signal)
      : await this.#sessions.open(notary, operation, signal, clock.enter);
    clock.enter('binding');
    try {
      return { session, warm, sessionTimeMs: await this.#sessions.bind(session, exchange, signal) };
    } catch (error) {
      await session.close();
      if (!warm || !DEAD_BEFORE_USE.has(asNotaryError(error).code)) throw error;
    }
    const fresh = await this.#sessions.open(notary, operation, signal, clock.enter);
    clock.enter('binding');
    try {
      const sessionTimeMs = await this.#sessions.bind(fresh, exchange, signal);
      return { session: fresh, warm: false, sessionTimeMs };
    } catch (error) {
      await fresh.close();
      throw error;
    }
  }

  /** Takes a session from the pool. What has to be made for it is made at once, whatever else is under way. */
  #take(
    { notary, operation }: NotarizeRequest,
    warm: boolean,
    clock: PhaseClock,
    signal: AbortSignal,
  ): Promise<S> {
    if (!warm) clock.enter('preparing');
    this.#urgent = !warm;
    try {
      const session = this.#pool.take(this.#keep(notary, operation), signal);
      if (!warm) this.#quiet.release();
      return session;
    } finally {
      this.#urgent = false;
    }
  }

  /** Has the pool keep a session for this notary and operation, until nobody asks for it any more. */
  #keep(target: NotaryTarget, operation: CheckedOperation): string {
    const key = keyOf(target, operation);
    clearTimeout(this.#jobs.get(key)?.lease);
    const lease = setTimeout(() => {
      this.#jobs.delete(key);
      this.#pool.keepWarm(key, 0);
    }, this.#poolOptions.keepMs);
    lease.unref();
    this.#jobs.set(key, { target, operation, lease });
    this.#pool.keepWarm(key, 1);
    return key;
  }

  async #create(key: string, signal: AbortSignal): Promise<S> {
    const job = this.#jobs.get(key);
    try {
      if (!this.#urgent) await this.#quiet.wait(signal);
      if (job === undefined) throw notaryError('prover.closed');
      const session = await this.#sessions.open(job.target, job.operation, signal);
      this.#madeReady(key);
      return session;
    } catch (error) {
      this.#ready.get(key)?.reject(asNotaryError(error));
      this.#ready.delete(key);
      throw error;
    }
  }

  /** Tells those who wait for this key; and all others too where the pool is full with it, since nothing more will be made. */
  #madeReady(key: string): void {
    const isFull = this.#warmCount() + 1 >= this.#poolOptions.size;
    for (const [waiting, { resolve }] of this.#ready) {
      if (waiting !== key && !isFull) continue;
      resolve(undefined);
      this.#ready.delete(waiting);
    }
  }

  #warmCount(): number {
    let count = 0;
    for (const ofKey of this.#pool.warm.values()) count += ofKey;
    return count;
  }
}

function keyOf(target: NotaryTarget, operation: CheckedOperation): string {
  return `${toHex(operation.id)} ${toHex(target.pubkey)} ${target.url}`;
}

async function unlessAborted(promise: Promise<undefined>, signal: AbortSignal): Promise<void> {
  const aborted = Promise.withResolvers<never>();
  const onAbort = (): void =>
    aborted.reject(notaryError('prover.aborted', undefined, { cause: signal.reason }));
  if (signal.aborted) onAbort();
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    await Promise.race([promise, aborted.promise]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
