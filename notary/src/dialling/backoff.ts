import { LRUCache } from 'lru-cache';

export interface BackoffOptions {
  /** Wait after the first failure; each further one doubles it. Milliseconds, like the longest. */
  readonly firstMs: number;
  readonly longestMs: number;
}

export interface BackoffDeps {
  readonly nowMs: () => number;
  /** From 0 to below 1; `Math.random` by default. */
  readonly random?: () => number;
}

interface Failures {
  readonly count: number;
  readonly untilMs: number;
}

/** Far more than there are operators and notaries; what a stranger adds beyond pushes out what failed longest ago. */
const MAX_KEYS = 4_096;

/**
 * How long what failed is left alone: twice as long each time, less up to half of it by chance, so that those who failed together do not
 * come back together.
 */
export class Backoff {
  readonly #options: BackoffOptions;
  readonly #nowMs: () => number;
  readonly #random: () => number;
  readonly #failures = new LRUCache<string, Failures>({ max: MAX_KEYS });

  constructor(options: BackoffOptions, { nowMs, random = Math.random }: BackoffDeps) {
    this.#options = options;
    this.#nowMs = nowMs;
    this.#random = random;
  }

  /** Milliseconds until it may be tried again; 0 where that is now. */
  waitMs(key: string): number {
    return Math.max(0, (this.#failures.get(key)?.untilMs ?? 0) - this.#nowMs());
  }

  failed(key: string): void {
    const { firstMs, longestMs } = this.#options;
    const count = (this.#failures.get(key)?.count ?? 0) + 1;
    const wholeMs = Math.min(longestMs, firstMs * 2 ** (count - 1));
    this.#failures.set(key, { count, untilMs: this.#nowMs() + wholeMs * (1 - this.#random() / 2) });
  }

  succeeded(key: string): void {
    this.#failures.delete(key);
  }
}
