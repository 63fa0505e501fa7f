interface Taker<S> {
  readonly key: string;
  readonly resolve: (session: S) => void;
  readonly reject: (error: Error) => void;
}

/** Those who wait for a session that is being set up, in the order in which they came. */
export class Takers<S> {
  #takers: readonly Taker<S>[] = [];

  has(key: string): boolean {
    return this.#takers.some((taker) => taker.key === key);
  }

  /** Resolves when a session of this key is given. Rejects with the signal's reason, and is then given none. */
  wait(key: string, signal: AbortSignal | undefined): Promise<S> {
    return new Promise((resolve, reject) => {
      // At once: a session that comes in the same turn goes to somebody who still wants it.
      const onAbort = (): void => {
        this.#remove(taker);
        reject(signal?.reason as Error);
      };
      const settled = (): void => signal?.removeEventListener('abort', onAbort);
      const taker: Taker<S> = {
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
      this.#takers = [...this.#takers, taker];
    });
  }

  /** Gives a session to the first who waits for its key. False where nobody does. */
  give(key: string, session: S): boolean {
    const taker = this.#takers.find((candidate) => candidate.key === key);
    if (taker === undefined) return false;
    this.#remove(taker);
    taker.resolve(session);
    return true;
  }

  /** Fails those who wait for this key; all of them where there is none. */
  fail(error: Error, key?: string): void {
    const failed = this.#takers.filter((taker) => key === undefined || taker.key === key);
    for (const taker of failed) {
      this.#remove(taker);
      taker.reject(error);
    }
  }

  #remove(taker: Taker<S>): void {
    this.#takers = this.#takers.filter((other) => other !== taker);
  }
}
