import type { Clock } from './clock.ts';
import { NotaryError } from '../session/error.ts';

/** A session as the pool sees it: it may die while it waits, and it must be closed. */
export interface PoolSession {
  /** Resolves once the session can no longer be used, for whatever reason. Never rejects. */
  readonly ended: Promise<unknown>;
  close(): Promise<void>;
}

export interface SetupPoolOptions {
  /** Most sessions that wait at a time, over all keys. A waiting session holds about 1 GB at each party. */
  readonly size: number;
  /** A session that has waited this long is thrown away: the other party's patience ends too. */
  readonly maxIdleMs: number;
  /** Pause after a failed refill; doubles with each further failure up to `maxRetryMs`. */
  readonly retryMs: number;
  readonly maxRetryMs: number;
}

export interface SetupPoolDeps<S extends PoolSession> {
  /** Makes a session for `key` whose setup is done. Puts its own deadlines on it, and heeds the signal. */
  readonly create: (key: string, signal: AbortSignal) => Promise<S>;
  readonly clock: Clock;
  /** Told of each refill that failed; the pool tries again by itself. */
  readonly onRefillFailed?: (key: string, error: unknown) => void;
}

interface Ready<S> {
  readonly key: string;
  readonly session: S;
  readonly readyAt: number;
}

interface Waiter<S> {
  readonly key: string;
  readonly resolve: (session: S) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Sessions whose setup is done, kept ready by key (for instance notary, size class and server name).
 *
 * `keepWarm` says how many of a key to keep. `take` gives the one that has waited longest, so that few go to waste;
 * failing that the one that is being set up, failing that a new one. Refilling is done in the background and one at
 * a time, since a setup takes a whole core at both parties.
 */
export class SetupPool<S extends PoolSession> implements AsyncDisposable {
  readonly #options: SetupPoolOptions;
  readonly #deps: SetupPoolDeps<S>;
  readonly #targets = new Map<string, number>();
  readonly #closing = new AbortController();
  readonly #closings = new Set<Promise<void>>();
  #ready: Ready<S>[] = [];
  #waiters: Waiter<S>[] = [];
  #filling: { readonly key: string; readonly done: Promise<void> } | undefined;
  #failures = 0;
  #cancelRetry: (() => void) | undefined;
  #cancelExpiry: (() => void) | undefined;

  constructor(options: SetupPoolOptions, deps: SetupPoolDeps<S>) {
    this.#options = options;
    this.#deps = deps;
  }

  /** Sessions that wait, by key. */
  get warm(): ReadonlyMap<string, number> {
    const counts = new Map<string, number>();
    for (const { key } of this.#ready) counts.set(key, (counts.get(key) ?? 0) + 1);
    return counts;
  }

  /** Keeps `count` sessions of `key` ready from now on, as far as `size` allows. 0 lets go of the key. */
  keepWarm(key: string, count: number): void {
    if (count > 0) this.#targets.set(key, count);
    else this.#targets.delete(key);
    const ofKey = this.#ready.filter((entry) => entry.key === key);
    for (const entry of ofKey.slice(count)) this.#discard(entry);
    this.#refill();
  }

  /**
   * Takes a session out of the pool; it belongs to the caller, who closes it.
   *
   * @throws NotaryError `mpc.pool_closed`; the signal's reason; whatever `create` throws
   */
  async take(key: string, signal?: AbortSignal): Promise<S> {
    signal?.throwIfAborted();
    if (this.#closing.signal.aborted) throw closed();
    const entry = this.#ready.find((candidate) => candidate.key === key);
    if (entry !== undefined) {
      this.#ready = this.#ready.filter((other) => other !== entry);
      this.#refill();
      return entry.session;
    }
    const awaited = this.#filling?.key === key && !this.#waiters.some((waiter) => waiter.key === key);
    if (awaited) return this.#wait(key, signal);
    const signals = signal === undefined ? [this.#closing.signal] : [this.#closing.signal, signal];
    return this.#deps.create(key, AbortSignal.any(signals));
  }

  /** Ends every session that waits or is being set up. Sessions that were taken are their takers' business. */
  async close(): Promise<void> {
    this.#closing.abort(closed());
    this.#targets.clear();
    this.#cancelRetry?.();
    this.#cancelExpiry?.();
    for (const waiter of this.#waiters.splice(0)) waiter.reject(closed());
    for (const entry of this.#ready) this.#discard(entry);
    await this.#filling?.done;
    await Promise.all(this.#closings);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #wait(key: string, signal: AbortSignal | undefined): Promise<S> {
    return new Promise((resolve, reject) => {
      const onAbort = (): void => {
        this.#waiters = this.#waiters.filter((other) => other !== waiter);
        reject(signal?.reason as Error);
      };
      const settled = (): void => signal?.removeEventListener('abort', onAbort);
      const waiter: Waiter<S> = {
        key,
        resolve: (session) => {
          settled();
          resolve(session);
        },
        reject: (error) => {
          settled();
          reject(error);
        },
      };
      signal?.addEventListener('abort', onAbort, { once: true });
      this.#waiters.push(waiter);
    });
  }

  #refill(): void {
    if (this.#closing.signal.aborted || this.#filling !== undefined || this.#cancelRetry !== undefined)
      return;
    const key = this.#mostWanted();
    if (key === undefined) return;
    this.#filling = { key, done: this.#fill(key) };
  }

  /** The key that lacks most of what it should have; among equals the one that was asked for first. */
  #mostWanted(): string | undefined {
    if (this.#ready.length >= this.#options.size) return undefined;
    const { warm } = this;
    let wanted: string | undefined;
    let most = 0;
    for (const [key, target] of this.#targets) {
      const lacking = target - (warm.get(key) ?? 0);
      if (lacking > most) [wanted, most] = [key, lacking];
    }
    return wanted;
  }

  async #fill(key: string): Promise<void> {
    try {
      const session = await this.#deps.create(key, this.#closing.signal);
      this.#failures = 0;
      this.#filling = undefined;
      this.#admit(key, session);
    } catch (error) {
      this.#filling = undefined;
      this.#refillFailed(key, error);
    }
    this.#refill();
  }

  #admit(key: string, session: S): void {
    const waiter = this.#waiters.find((candidate) => candidate.key === key);
    if (waiter !== undefined) {
      this.#waiters = this.#waiters.filter((other) => other !== waiter);
      waiter.resolve(session);
      return;
    }
    const entry: Ready<S> = { key, session, readyAt: this.#deps.clock.now() };
    this.#ready.push(entry);
    if (this.#closing.signal.aborted || !this.#targets.has(key)) {
      this.#discard(entry);
      return;
    }
    this.#scheduleExpiry();
    void session.ended.then(() => {
      if (!this.#ready.includes(entry)) return;
      this.#discard(entry);
      this.#refill();
    });
  }

  #refillFailed(key: string, error: unknown): void {
    for (const waiter of this.#waiters.filter((candidate) => candidate.key === key))
      waiter.reject(error as Error);
    this.#waiters = this.#waiters.filter((waiter) => waiter.key !== key);
    if (this.#closing.signal.aborted) return;
    const { retryMs, maxRetryMs } = this.#options;
    const pause = Math.min(maxRetryMs, retryMs * 2 ** this.#failures);
    this.#failures += 1;
    this.#cancelRetry = this.#deps.clock.after(pause, () => {
      this.#cancelRetry = undefined;
      this.#refill();
    });
    this.#deps.onRefillFailed?.(key, error);
  }

  #scheduleExpiry(): void {
    const [oldest] = this.#ready;
    if (oldest === undefined || this.#cancelExpiry !== undefined) return;
    const { clock } = this.#deps;
    const wait = Math.max(0, oldest.readyAt + this.#options.maxIdleMs - clock.now());
    this.#cancelExpiry = clock.after(wait, () => {
      this.#cancelExpiry = undefined;
      const limit = clock.now() - this.#options.maxIdleMs;
      for (const entry of this.#ready.filter(({ readyAt }) => readyAt <= limit)) this.#discard(entry);
      this.#scheduleExpiry();
      this.#refill();
    });
  }

  #discard(entry: Ready<S>): void {
    this.#ready = this.#ready.filter((other) => other !== entry);
    const closing = entry.session.close().catch(() => undefined);
    this.#closings.add(closing);
    void closing.then(() => this.#closings.delete(closing));
  }
}

function closed(): NotaryError {
  return new NotaryError('mpc.pool_closed', 'The pool of MPC sessions was closed.');
}
