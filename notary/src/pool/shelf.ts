import type { Clock } from './clock.ts';

/** A session as the pool sees it: it may die while it waits, and it must be closed. */
export interface PoolSession {
  /** Resolves once the session can no longer be used, for whatever reason. Never rejects. */
  readonly ended: Promise<unknown>;
  close(): Promise<void>;
}

export interface ShelfDeps {
  readonly clock: Clock;
  /** A session that has waited this long is thrown away: the other party's patience ends too. */
  readonly maxIdleMs: number;
  /** Told of sessions that were thrown away because they died or waited too long. */
  readonly onGone: () => void;
}

interface Entry<S> {
  readonly key: string;
  readonly session: S;
  readonly readyAt: number;
}

/** Sessions that wait by key, the one that has waited longest first, so that few go to waste. */
export class Shelf<S extends PoolSession> {
  readonly #deps: ShelfDeps;
  readonly #closings = new Set<Promise<void>>();
  #entries: readonly Entry<S>[] = [];
  #cancelExpiry: (() => void) | undefined;

  constructor(deps: ShelfDeps) {
    this.#deps = deps;
  }

  get size(): number {
    return this.#entries.length;
  }

  /** How many wait, by key. */
  get counts(): ReadonlyMap<string, number> {
    const counts = new Map<string, number>();
    for (const { key } of this.#entries) counts.set(key, (counts.get(key) ?? 0) + 1);
    return counts;
  }

  put(key: string, session: S): void {
    const entry: Entry<S> = { key, session, readyAt: this.#deps.clock.now() };
    this.#entries = [...this.#entries, entry];
    this.#scheduleExpiry();
    void session.ended.then(() => {
      if (!this.#entries.includes(entry)) return;
      this.#remove(entry);
      this.discard(session);
      this.#deps.onGone();
    });
  }

  take(key: string): S | undefined {
    const entry = this.#entries.find((candidate) => candidate.key === key);
    if (entry !== undefined) this.#remove(entry);
    return entry?.session;
  }

  /** Throws away what is more than `count` of a key. */
  limit(key: string, count: number): void {
    this.#throwAway(this.#entries.filter((entry) => entry.key === key).slice(count));
  }

  /** Closes a session that nobody will use; {@link closed} waits for that. */
  discard(session: S): void {
    const closing = session.close().catch(() => undefined);
    this.#closings.add(closing);
    void closing.then(() => this.#closings.delete(closing));
  }

  /** Throws everything away. Nothing may be put there any more. */
  clear(): void {
    this.#cancelExpiry?.();
    this.#throwAway(this.#entries);
  }

  /** Resolves when all that was thrown away is closed. */
  async closed(): Promise<void> {
    await Promise.all(this.#closings);
  }

  #throwAway(entries: readonly Entry<S>[]): void {
    for (const entry of entries) {
      this.#remove(entry);
      this.discard(entry.session);
    }
  }

  #remove(entry: Entry<S>): void {
    this.#entries = this.#entries.filter((other) => other !== entry);
  }

  #scheduleExpiry(): void {
    const [oldest] = this.#entries;
    if (oldest === undefined || this.#cancelExpiry !== undefined) return;
    const { clock, maxIdleMs, onGone } = this.#deps;
    const wait = Math.max(0, oldest.readyAt + maxIdleMs - clock.now());
    this.#cancelExpiry = clock.after(wait, () => {
      this.#cancelExpiry = undefined;
      const limit = clock.now() - maxIdleMs;
      this.#throwAway(this.#entries.filter(({ readyAt }) => readyAt <= limit));
      this.#scheduleExpiry();
      onGone();
    });
  }
}
