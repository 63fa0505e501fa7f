import { elapsedAt, integralTo, valueAt } from 'cloudx3-emulator';
import type { DeviceLog, DeviceLogs, EmulatedDevice, ReplayClock } from 'cloudx3-emulator';
import * as z from 'zod';
import type { Household } from './household.ts';

/** Which plug it is. */
export interface PlugOptions {
  readonly id: string;
  /** State of the relay at the very first start. */
  readonly on: boolean;
  /** How far into the power series this plug begins, in milliseconds. */
  readonly offsetMs: number;
}

/** What a plug shows, and where it is kept. */
export interface PlugDeps {
  readonly log: DeviceLog<PlugState>;
  readonly data: Household;
  readonly clock: ReplayClock;
}

/** How the relay is since its last change, and what the meter showed at that moment. */
const plugState = z.strictObject({ on: z.boolean(), energyWh: z.number() });
type PlugState = z.output<typeof plugState>;

const MS_PER_HOUR = 3_600_000;

/** A metered plug: while its relay is on, what hangs on it draws the measured power; while it is off, nothing. */
export class Plug implements EmulatedDevice {
  readonly id: string;
  online = true;
  readonly #offsetMs: number;
  readonly #log: PlugDeps['log'];
  readonly #data: Household;
  readonly #clock: ReplayClock;

  constructor(options: PlugOptions, { log, data, clock }: PlugDeps) {
    this.id = options.id;
    this.#offsetMs = options.offsetMs;
    this.#log = log;
    this.#data = data;
    this.#clock = clock;
    log.introduce(options.id, { atMs: clock.epochMs, state: { on: options.on, energyWh: 0 } });
  }

  /** The log that all plugs of a cloud are kept in. */
  static log(logs: DeviceLogs): DeviceLog<PlugState> {
    return logs(plugState);
  }

  /** Turns the relay; a relay that is there already stays as it is. */
  turn(on: boolean, nowMs: number): void {
    this.#log.atomically(() => {
      this.#log.countCommand(this.id);
      if (this.isOn() !== on)
        this.#log.append(this.id, { atMs: nowMs, state: { on, energyWh: this.energyWh(nowMs) } });
    });
  }

  isOn(): boolean {
    return this.#log.last(this.id)?.state.on ?? false;
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
    const change = this.#log.at(this.id, timeMs);
    if (change === undefined) return 0;
    const { atMs, state } = change;
    if (!state.on || timeMs <= atMs) return state.energyWh;
    const drawn = this.#integral(timeMs) - this.#integral(atMs);
    return state.energyWh + drawn / MS_PER_HOUR / this.#clock.speed;
  }

  describe(nowMs: number): Readonly<Record<string, unknown>> {
    return {
      on: this.isOn(),
      /** How often the relay changed. */
      switches: this.#log.changes(this.id),
      /** How many commands it carried out, those that changed nothing included. */
      commands: this.#log.commands(this.id),
      powerW: this.powerW(nowMs),
      energyWh: this.energyWh(nowMs),
    };
  }

  #measured(quantity: keyof Household, nowMs: number): number {
    return valueAt(this.#clock, this.#data[quantity], nowMs, this.#offsetMs);
  }

  #integral(timeMs: number): number {
    return integralTo(this.#data.power, elapsedAt(this.#clock, timeMs, this.#offsetMs));
  }
}
