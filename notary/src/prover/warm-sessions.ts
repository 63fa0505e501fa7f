import type { CheckedOperation } from '@cloudx3/verifier-core';
import { bytesToHex } from '@noble/hashes/utils.js';
import { systemClock } from '../pool/clock.ts';
import { SetupPool } from '../pool/setup-pool.ts';
import { notaryError } from '../session/error.ts';
import { untilAborted } from '../session/until-aborted.ts';
import { asNotaryError } from './failure.ts';
import type { ProverPoolOptions } from './options.ts';
import type { NotarizerStatus, NotaryTarget } from './ports.ts';
import { Quiet } from './quiet.ts';
import type { ModeProver, WaitingSession } from './waiting-session.ts';

export interface WarmSessionsDeps<S extends WaitingSession> {
  readonly prepare: ModeProver<S>['prepare'];
  /** Told of each session that could not be prepared; the pool tries again by itself. */
  readonly onPrepareFailed: ((error: Error) => void) | undefined;
}

/** Longest that a prepared session waits, whatever its notary would allow. */
const MAX_IDLE_MS = 900_000;
const RETRY_MS = 2_000;
const MAX_RETRY_MS = 60_000;

interface Job {
  readonly target: NotaryTarget;
  readonly operation: CheckedOperation;
  /** When the key is let go of, unless it is asked for again. */
  lease: NodeJS.Timeout;
}

/** Sessions kept ready for the notaries and operations that were asked for, each until nobody has asked for a while. */
export class WarmSessions<S extends WaitingSession> {
  readonly #options: ProverPoolOptions;
  readonly #deps: WarmSessionsDeps<S>;
  readonly #pool: SetupPool<S>;
  readonly #jobs = new Map<string, Job>();
  /** Keys of sessions that are being made; one that is made twice stands here twice. */
  readonly #inSetup: string[] = [];
  readonly #ready = new Map<string, PromiseWithResolvers<undefined>>();
  readonly #quiet = new Quiet();
  /** Whether a session that is being asked for is waited for; the pool asks before its call returns. */
  #urgent = false;

  constructor(options: ProverPoolOptions, deps: WarmSessionsDeps<S>) {
    this.#options = options;
    this.#deps = deps;
    this.#pool = new SetupPool(
      { size: options.size, maxIdleMs: MAX_IDLE_MS, retryMs: RETRY_MS, maxRetryMs: MAX_RETRY_MS },
      {
        create: (key, signal) => this.#create(key, signal),
        clock: systemClock,
        onRefillFailed: (_key, error) => deps.onPrepareFailed?.(asNotaryError(error)),
      },
    );
  }

  /** Has a session be kept, and resolves when it is ready, or at once where the pool is full. Rejects with NotaryError. */
  async prepare(target: NotaryTarget, operation: CheckedOperation, signal: AbortSignal): Promise<void> {
    const key = this.#keep(target, operation);
    if (this.#pool.warm.has(key) || this.#warmCount() >= this.#options.size) return;
    const ready = this.#ready.get(key) ?? Promise.withResolvers<undefined>();
    // Somebody may give up waiting while nobody else waits.
    ready.promise.catch(() => undefined);
    this.#ready.set(key, ready);
    const because = (): Error => notaryError('prover.aborted', undefined, { cause: signal.reason });
    await untilAborted(ready.promise, signal, because);
  }

  /** Whether sessions are kept for this notary and operation, and whether one of them waits. */
  standing(target: NotaryTarget, operation: CheckedOperation): 'warm' | 'kept' | 'unknown' {
    const key = keyOf(target, operation);
    if (this.#pool.warm.has(key)) return 'warm';
    return this.#jobs.has(key) ? 'kept' : 'unknown';
  }

  /** A session, which is the caller's from now on. What has to be made for it is made at once, whatever else is under way. */
  take(target: NotaryTarget, operation: CheckedOperation, signal: AbortSignal): Promise<S> {
    const isWarm = this.standing(target, operation) === 'warm';
    this.#urgent = !isWarm;
    try {
      const session = this.#pool.take(this.#keep(target, operation), signal);
      if (!isWarm) this.#quiet.release();
      return session;
    } finally {
      this.#urgent = false;
    }
  }

  /** Runs an exchange, while which no session is made that nobody waits for. */
  during<T>(exchange: () => Promise<T>): Promise<T> {
    return this.#quiet.during(exchange);
  }

  /** What waits and what is being made, by notary. */
  status(): NotarizerStatus {
    const byUrl = new Map<string, { url: string; prepared: number; inSetup: number }>();
    const at = (key: string) => {
      const url = urlIn(key);
      const known = byUrl.get(url) ?? { url, prepared: 0, inSetup: 0 };
      byUrl.set(url, known);
      return known;
    };
    for (const [key, waiting] of this.#pool.warm) at(key).prepared += waiting;
    for (const key of this.#inSetup) at(key).inSetup += 1;
    return { size: this.#options.size, notaries: [...byUrl.values()] };
  }

  /** Ends every session that waits or is being made. */
  async close(): Promise<void> {
    for (const { lease } of this.#jobs.values()) clearTimeout(lease);
    await this.#pool.close();
  }

  /** Has the pool keep a session for this notary and operation, until nobody asks for it any more. */
  #keep(target: NotaryTarget, operation: CheckedOperation): string {
    const key = keyOf(target, operation);
    clearTimeout(this.#jobs.get(key)?.lease);
    const lease = setTimeout(() => {
      this.#jobs.delete(key);
      this.#pool.keepWarm(key, 0);
    }, this.#options.keepMs);
    lease.unref();
    this.#jobs.set(key, { target, operation, lease });
    this.#pool.keepWarm(key, 1);
    return key;
  }

  async #create(key: string, signal: AbortSignal): Promise<S> {
    const job = this.#jobs.get(key);
    this.#inSetup.push(key);
    try {
      if (!this.#urgent) await this.#quiet.wait(signal);
      if (job === undefined) throw notaryError('prover.closed');
      const session = await this.#deps.prepare(job.target, job.operation, signal);
      this.#madeReady(key);
      return session;
    } catch (error) {
      this.#ready.get(key)?.reject(asNotaryError(error));
      this.#ready.delete(key);
      throw error;
    } finally {
      this.#inSetup.splice(this.#inSetup.indexOf(key), 1);
    }
  }

  /** Tells those who wait for this key; and all others too where the pool is full with it, since nothing more will be made. */
  #madeReady(key: string): void {
    const isFull = this.#warmCount() + 1 >= this.#options.size;
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
  return `${bytesToHex(operation.id)} ${bytesToHex(target.pubkey)} ${target.url}`;
}

function urlIn(key: string): string {
  return key.split(' ')[2] ?? '';
}
