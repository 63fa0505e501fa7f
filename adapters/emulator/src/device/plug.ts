import { elapsedAt, valueAt } from '../replay/clock.ts';
import type { ReplayClock } from '../replay/clock.ts';
import type { MeasuredData } from '../replay/load.ts';
import { integralTo } from '../replay/series.ts';
import type { RelayEvent, RelayStore } from './relay-store.ts';

export interface PlugOptions {
  readonly id: string;
  /** State of the relay at the very first start. */
  readonly on: boolean;
  /** How far into the power series this plug begins. */
  readonly offsetMs: number;
}

export interface PlugDeps {
  readonly store: RelayStore;
  readonly data: Pick<MeasuredData, 'power' | 'voltage' | 'current'>;
  readonly clock: ReplayClock;
}

const MS_PER_HOUR = 3_600_000;

/** A metered plug: while its relay is on, what hangs on it draws the measured power; while it is off, nothing. */
export class Plug {
  readonly id: string;
  /** Whether the cloud can reach it. Not kept over a restart. */
  online = true;
  readonly #offsetMs: number;
  readonly #store: RelayStore;
  readonly #data: PlugDeps['data'];
  readonly #clock: ReplayClock;

  constructor(options: PlugOptions, deps: PlugDeps) {
    this.id = options.id;
    this.#offsetMs = options.offsetMs;
    this.#store = deps.store;
    this.#data = deps.data;
    this.#clock = deps.clock;
    deps.store.introduce(options.id, { atMs: deps.clock.epochMs, on: options.on, energyWh: 0 });
  }

  /** Turns the relay; a relay that is there already stays as it is. */
  turn(on: boolean, nowMs: number): void {
    this.#store.atomically(() => {
      this.#store.countCommand(this.id);
      if (this.isOn() !== on)
        this.#store.append(this.id, { atMs: nowMs, on, energyWh: this.energyWh(nowMs) });
    });
  }

  isOn(): boolean {
    return this.#store.last(this.id)?.on ?? false;
  }

  /** Active power in watts. */
  powerW(nowMs: number): number {
    return this.isOn() ? this.#measured('power', nowMs) : 0;
  }

  /** Volts; the mains are there whether the relay is on or not. */
  voltageV(nowMs: number): number {
    return this.#measured('voltage', nowMs);
  }

  /** Amperes. */
  currentA(nowMs: number): number {
    return this.isOn() ? this.#measured('current', nowMs) : 0;
  }

  /** The meter at a time, in watt hours since the very first start. */
  energyWh(timeMs: number): number {
    const event: RelayEvent | undefined = this.#store.lastBefore(this.id, timeMs);
    if (event === undefined) return 0;
    if (!event.on || timeMs <= event.atMs) return event.energyWh;
    const drawn = this.#integral(timeMs) - this.#integral(event.atMs);
    return event.energyWh + drawn / MS_PER_HOUR / this.#clock.speed;
  }

  /** How often the relay changed, since the very first start. */
  switches(): number {
    return this.#store.switches(this.id);
  }

  /** How many commands it carried out, those that changed nothing included. */
  commands(): number {
    return this.#store.commands(this.id);
  }

  #measured(quantity: keyof PlugDeps['data'], nowMs: number): number {
    return valueAt(this.#clock, this.#data[quantity], nowMs, this.#offsetMs);
  }

  #integral(timeMs: number): number {
    return integralTo(this.#data.power, elapsedAt(this.#clock, timeMs, this.#offsetMs));
  }
}
