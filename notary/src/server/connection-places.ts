import type { Gauge } from 'prom-client';

/** Counts connections that hold no session, in all and by whose they are: everybody is held to a share. */
export class ConnectionPlaces {
  readonly #max: number;
  readonly #maxEach: number;
  readonly #gauge: Pick<Gauge, 'set'>;
  readonly #byOwner = new Map<string, number>();
  #total = 0;

  constructor(max: number, maxEach: number, gauge: Pick<Gauge, 'set'>) {
    this.#max = max;
    this.#maxEach = maxEach;
    this.#gauge = gauge;
  }

  /** Takes a place and gives back how to leave it (safe to call again), or nothing where there is none. */
  enter(owner: string): (() => void) | undefined {
    const held = this.#byOwner.get(owner) ?? 0;
    if (this.#total >= this.#max || held >= this.#maxEach) return undefined;
    this.#byOwner.set(owner, held + 1);
    this.#count(1);
    let left = false;
    return () => {
      if (left) return;
      left = true;
      this.#leave(owner);
    };
  }

  #leave(owner: string): void {
    this.#count(-1);
    const rest = (this.#byOwner.get(owner) ?? 1) - 1;
    if (rest === 0) this.#byOwner.delete(owner);
    else this.#byOwner.set(owner, rest);
  }

  #count(change: number): void {
    this.#total += change;
    this.#gauge.set(this.#total);
  }
}
