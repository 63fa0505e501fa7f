import { untilAborted } from '../session/until-aborted.ts';

/** Lets background work wait while exchanges are under way: MPC takes whole cores, and somebody waits for the exchange. */
export class Quiet {
  #busy = 0;
  readonly #waiting = new Set<() => void>();

  /** Runs an exchange. Background work that comes to {@link wait} meanwhile waits for its end. */
  async during<T>(work: () => Promise<T>): Promise<T> {
    this.#busy += 1;
    try {
      return await work();
    } finally {
      this.#busy -= 1;
      // Whoever waits for the exchange is told first: what begins here costs it a signature.
      setImmediate(() => {
        if (this.#busy === 0) this.release();
      });
    }
  }

  /** Lets what waits go on at once, because somebody waits for it now. */
  release(): void {
    for (const resume of this.#waiting) resume();
  }

  /** Resolves when no exchange is under way, or on {@link release}. Rejects with the signal's reason. */
  async wait(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (this.#busy === 0) return;
    const turn = Promise.withResolvers<undefined>();
    const resume = (): void => turn.resolve(undefined);
    this.#waiting.add(resume);
    try {
      await untilAborted(turn.promise, signal);
    } finally {
      this.#waiting.delete(resume);
    }
  }
}
