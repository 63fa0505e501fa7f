/** Time, as the pool needs it; tests turn it by hand. */
export interface Clock {
  /** Milliseconds; only differences count. */
  readonly now: () => number;
  /** Calls `then` after `ms`, unless the returned function is called before. */
  readonly after: (ms: number, then: () => void) => () => void;
}

export const systemClock: Clock = {
  now: () => performance.now(),
  after: (ms, then) => {
    const timer = setTimeout(then, ms);
    // Waiting sessions hold the process by themselves; a timer must not.
    timer.unref();
    return () => clearTimeout(timer);
  },
};
