import type { CheckedOperation } from '@cloudx3/verifier-core';
import { notaryError } from '../session/error.ts';
import { asNotaryError } from './failure.ts';
import type { ProverPoolOptions } from './options.ts';
import { PhaseClock } from './phase-clock.ts';
import type {
  NotarizedExchange,
  NotarizeRequest,
  Notarizer,
  NotarizerStatus,
  NotaryTarget,
} from './ports.ts';
import { renderExchange } from './rendered-exchange.ts';
import type { RenderedExchange } from './rendered-exchange.ts';
import type { ModeProver, WaitingSession } from './waiting-session.ts';
import { WarmSessions } from './warm-sessions.ts';

export interface PooledNotarizerOptions {
  readonly pool: ProverPoolOptions;
  /** Told of each session that could not be prepared; the pool tries again by itself. */
  readonly onPrepareFailed?: ((error: Error) => void) | undefined;
}

/** How a session that waited too long shows itself when it is bound. */
const DEAD_BEFORE_USE: ReadonlySet<string> = new Set([
  'notary.gone',
  'deadline.idle',
  'engine.failed',
  'engine.rejected',
]);

interface Bound<S> {
  readonly session: S;
  readonly sessionTimeMs: bigint;
  readonly warm: boolean;
}

/** A {@link Notarizer} with sessions prepared ahead of need. */
export class PooledNotarizer<S extends WaitingSession> implements Notarizer {
  readonly mode: Notarizer['mode'];
  readonly #prover: ModeProver<S>;
  readonly #warm: WarmSessions<S>;
  readonly #closing = new AbortController();
  readonly #running = new Set<Promise<unknown>>();

  constructor(prover: ModeProver<S>, { pool, onPrepareFailed }: PooledNotarizerOptions) {
    this.mode = prover.mode;
    this.#prover = prover;
    this.#warm = new WarmSessions<S>(pool, {
      prepare: (target, operation, signal) => prover.prepare(target, operation, signal),
      onPrepareFailed,
    });
  }

  async prepare(target: NotaryTarget, operation: CheckedOperation, signal: AbortSignal): Promise<void> {
    if (this.#closing.signal.aborted) throw notaryError('prover.closed');
    await this.#warm.prepare(target, operation, AbortSignal.any([signal, this.#closing.signal]));
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

  status(): NotarizerStatus {
    return this.#warm.status();
  }

  async close(): Promise<void> {
    this.#closing.abort(notaryError('prover.closed'));
    await this.#warm.close();
    await Promise.allSettled(this.#running);
    this.#prover.close?.();
  }

  async #notarize(request: NotarizeRequest, signal: AbortSignal): Promise<NotarizedExchange> {
    const clock = new PhaseClock(request.onProgress, this.#prover.now);
    try {
      const exchange = renderExchange(request);
      return await this.#warm.during(() => this.#run(exchange, clock, signal));
    } catch (error) {
      throw asNotaryError(error, clock.phase);
    }
  }

  async #run(exchange: RenderedExchange, clock: PhaseClock, signal: AbortSignal): Promise<NotarizedExchange> {
    const { session, sessionTimeMs, warm } = await this.#bindAny(exchange, clock, signal);
    try {
      const outcome = await this.#prover.run(session, exchange, sessionTimeMs, clock.enter, signal);
      return { ...outcome, timings: clock.timings(), warm };
    } finally {
      await session.close();
    }
  }

  /** A session from the pool may have died unseen. Nothing was sent in it, so another one may be tried. */
  async #bindAny(exchange: RenderedExchange, clock: PhaseClock, signal: AbortSignal): Promise<Bound<S>> {
    const { notary, operation } = exchange.request;
    const standing = this.#warm.standing(notary, operation);
    if (standing === 'kept') clock.enter('preparing');
    const fresh = (): Promise<S> => this.#prover.prepare(notary, operation, signal, clock.enter);
    const first = standing === 'unknown' ? await fresh() : await this.#warm.take(notary, operation, signal);
    const warm = standing === 'warm';
    try {
      return { session: first, warm, sessionTimeMs: await this.#bind(first, exchange, clock, signal) };
    } catch (error) {
      if (!warm || !DEAD_BEFORE_USE.has(asNotaryError(error).code)) throw error;
    }
    const session = await fresh();
    return { session, warm: false, sessionTimeMs: await this.#bind(session, exchange, clock, signal) };
  }

  /** Closes the session where it cannot be bound. */
  async #bind(
    session: S,
    exchange: RenderedExchange,
    clock: PhaseClock,
    signal: AbortSignal,
  ): Promise<bigint> {
    clock.enter('binding');
    try {
      return await this.#prover.bind(session, exchange, signal);
    } catch (error) {
      await session.close();
      throw error;
    }
  }
}
