/** One of a vendor's limits on requests. */
export interface RateLimit {
  /** How many are answered in a window. */
  readonly requests: number;
  /** Length of a window in milliseconds. */
  readonly windowMs: number;
}

interface Window {
  startMs: number;
  used: number;
}

/** Most callers that are remembered; the longest unseen is forgotten first. */
const MAX_CALLERS = 10_000;

/** Counts requests by caller in windows that begin with the first request after the last one ended. */
export class RateLimiter<L extends RateLimit = RateLimit> {
  readonly #limits: readonly L[];
  readonly #scale: number;
  readonly #callers = new Map<string, Window[]>();

  /** With the vendor's limits; `scale` is the factor on them, of which each still lets one request through. */
  constructor(limits: readonly L[], scale = 1) {
    this.#limits = limits;
    this.#scale = scale;
  }

  /** Counts one request (time in Unix milliseconds); the limit that it exceeds, if any. A request that is refused is not counted. */
  take(caller: string, nowMs: number): L | undefined {
    const windows = this.#callers.get(caller) ?? this.#limits.map(() => ({ startMs: nowMs, used: 0 }));
    this.#callers.delete(caller);
    this.#callers.set(caller, windows);
    this.#forgetSurplus();
    for (const [index, limit] of this.#limits.entries()) {
      const window = windows[index];
      if (window === undefined) continue;
      if (nowMs - window.startMs >= limit.windowMs) Object.assign(window, { startMs: nowMs, used: 0 });
      if (window.used >= Math.max(1, Math.round(limit.requests * this.#scale))) return limit;
    }
    for (const window of windows) window.used += 1;
    return undefined;
  }

  #forgetSurplus(): void {
    if (this.#callers.size <= MAX_CALLERS) return;
    const oldest = this.#callers.keys().next();
    if (oldest.done !== true) this.#callers.delete(oldest.value);
  }
}
