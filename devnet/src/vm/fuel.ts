import { OutOfGasError } from '../state/gas-meter.ts';
import { VmError } from './vm-error.ts';

/** VM gas handed to the running code at a time: a slice fits an i32, and between two slices the clock is looked at. */
const SLICE = 2_000_000_000;

/** A running contract met its wall-clock deadline: the node's own safety net where a call is only tried. */
const DEADLINE_LOCATION = 'execution deadline of this node';

/**
 * VM gas of one contract call. The code counts down the slice it was given; the rest is kept here, where host calls take
 * their price from.
 */
export class Fuel {
  readonly limit: number;
  readonly #deadline: number;
  readonly #now: () => number;
  #global: WebAssembly.Global | undefined;
  #reserve: number;
  #external = 0;

  constructor(limit: number, deadline: number, now: () => number) {
    this.limit = limit;
    this.#deadline = deadline;
    this.#now = now;
    this.#reserve = limit;
  }

  /** Connects the global that the instrumentation added and hands out the first slice. */
  attach(global: WebAssembly.Global): void {
    this.#global = global;
    this.#grant();
  }

  /** VM gas left in total. */
  get remaining(): number {
    return this.#reserve + (this.#global?.value ?? 0);
  }

  /** VM gas used by code and host functions, without what the SDK's meter has counted already. */
  get usedInternally(): number {
    return this.limit - Math.max(0, this.remaining) - this.#external;
  }

  charge(cost: number): void {
    this.#reserve -= cost;
    if (this.#reserve < 0) this.#collect();
  }

  /** Takes out what the SDK's meter has counted for the contract (storage, queries), in VM gas. */
  chargeExternal(cost: number): void {
    this.#external += cost;
    this.charge(cost);
  }

  /**
   * Called by running code whose slice is used up. Throws {@link OutOfGasError} where gas or time has run out, and VmError for a
   * start function: wasmd's VM gives an instance its gas only once it is made, so such code never gets to run there either.
   */
  refuel(): undefined {
    if (this.#global === undefined) throw VmError.notInstantiated('RuntimeError: unreachable');
    if (this.#now() > this.#deadline) throw new OutOfGasError(DEADLINE_LOCATION);
    this.#collect();
    this.#grant();
  }

  #collect(): void {
    this.#reserve = this.remaining;
    if (this.#global) this.#global.value = 0;
    if (this.#reserve < 0) throw new OutOfGasError('Wasm engine function execution');
  }

  #grant(): void {
    const slice = Math.min(this.#reserve, SLICE);
    this.#reserve -= slice;
    if (this.#global) this.#global.value = slice;
  }
}
