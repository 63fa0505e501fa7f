import { NotaryError } from '../session/error.ts';
import type { Clock } from './clock.ts';
import { Shelf } from './shelf.ts';
import type { PoolSession } from './shelf.ts';
import { Takers } from './takers.ts';

export interface SetupPoolOptions {
  /** Most sessions that wait at a time, over all keys. A waiting session by MPC holds about 1 GB at each party. */
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

/**
 * Sessions whose setup is done, kept ready by key (for instance notary, size class and server name).
 *
 * `keepWarm` says how many of a key to keep. `take` gives the one that has waited longest; failing that the one that is being set up,
 * failing that a new one. Refilling is done in the background and one at a time, since a setup takes a whole core at both parties.
 */
export class SetupPool<S extends PoolSession> implements AsyncDisposable {
  readonly #options: SetupPoolOptions;
  readonly #deps: SetupPoolDeps<S>;
  readonly #targets = new Map<string, number>();
  readonly #closing = new AbortController();
  readonly #shelf: Shelf<S>;
  readonly #takers = new Takers<S>();
  #filling: { readonly key: string; readonly done: Promise<void> } | undefined;
  #failures = 0;
  #cancelRetry: (() => void) | undefined;

  constructor(options: SetupPoolOptions, deps: SetupPoolDeps<S>) {
    this.#options = options;
    this.#deps = deps;
    const { maxIdleMs } = options;
    this.#shelf = new Shelf({ clock: deps.clock, maxIdleMs, onGone: () => this.#refill() });
  }

  /** Sessions that wait, by key. */
  get warm(): ReadonlyMap<string, number> {
    return this.#shelf.counts;
  }

  /** Keeps `count` sessions of `key` ready from now on, as far as `size` allows. 0 lets go of the key. */
  keepWarm(key: string, count: number): void {
    if (count > 0) this.#targets.set(key, count);
    else this.#targets.delete(key);
    this.#shelf.limit(key, count);
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
    const session = this.#shelf.take(key);
    if (session !== undefined) {
      this.#refill();
      return session;
    }
    if (this.#filling?.key === key && !this.#takers.has(key)) return this.#takers.wait(key, signal);
    const signals = signal === undefined ? [this.#closing.signal] : [this.#closing.signal, signal];
    return this.#deps.create(key, AbortSignal.any(signals));
  }

  /** Ends every session that waits or is being set up. Sessions that were taken are their takers' business. */
  async close(): Promise<void> {
    this.#closing.abort(closed());
    this.#targets.clear();
    this.#cancelRetry?.();
    this.#takers.fail(closed());
    this.#shelf.clear();
    await this.#filling?.done;
    await this.#shelf.closed();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
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
    if (this.#shelf.size >= this.#options.size) return undefined;
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
    if (this.#takers.give(key, session)) return;
    if (this.#closing.signal.aborted || !this.#targets.has(key)) this.#shelf.discard(session);
    else this.#shelf.put(key, session);
  }

  #refillFailed(key: string, error: unknown): void {
    this.#takers.fail(error as Error, key);
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
}

function closed(): NotaryError {
  return new NotaryError('mpc.pool_closed', 'The pool of MPC sessions was closed.');
}
