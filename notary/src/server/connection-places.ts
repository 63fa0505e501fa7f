import type { Gauge } from 'prom-client';
import { Places } from './admission/places.ts';
import type { Leave } from './admission/places.ts';

/** Places of connections that hold no session, in all and by whose they are, as a gauge shows them. */
export class ConnectionPlaces {
  readonly #places: Places;
  readonly #gauge: Pick<Gauge, 'set'>;

  constructor(max: number, maxEach: number, gauge: Pick<Gauge, 'set'>) {
    this.#places = new Places(max, maxEach);
    this.#gauge = gauge;
  }

  /** How to leave the place again, or nothing where there is none. */
  enter(owner: string): Leave | undefined {
    const place = this.#places.enter(owner);
    if (!place.ok) return undefined;
    this.#gauge.set(this.#places.total);
    return () => {
      place.leave();
      this.#gauge.set(this.#places.total);
    };
  }
}
