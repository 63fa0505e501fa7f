import type { ChargedIterator } from '../../state/gas-store.ts';
import type { Fuel } from '../fuel.ts';
import type { GuestMemory } from '../guest-memory.ts';
import { GAS_MULTIPLIER, HostGas } from '../gas-costs.ts';
import type { ContractHost } from '../host.ts';
import { ITERATORS_PER_CALL } from '../limits.ts';
import { VmError } from '../vm-error.ts';

/** A host function as the guest sees it: 32-bit pointers in, a pointer, a code or an i64 out. */
export type HostFunction = (...args: number[]) => number | bigint | undefined;

/** What the host functions of one call share. */
export class ImportContext {
  readonly host: ContractHost;
  readonly fuel: Fuel;
  readonly #memory: () => GuestMemory;
  readonly #iterators: ChargedIterator[] = [];

  constructor(host: ContractHost, fuel: Fuel, memory: () => GuestMemory) {
    this.host = host;
    this.fuel = fuel;
    this.#memory = memory;
  }

  get memory(): GuestMemory {
    return this.#memory();
  }

  /** Wraps a host function so that entering it is paid for. */
  function(run: HostFunction): HostFunction {
    return (...args) => {
      this.fuel.charge(HostGas.hostCall);
      return run(...args);
    };
  }

  /** Runs something that the SDK's meter charges, and takes the same amount from the VM's gas. */
  external<T>(run: () => T): T {
    const before = this.host.gas.consumed;
    const result = run();
    this.fuel.chargeExternal((this.host.gas.consumed - before) * GAS_MULTIPLIER);
    return result;
  }

  addIterator(iterator: ChargedIterator): number {
    if (this.#iterators.length >= ITERATORS_PER_CALL) {
      throw VmError.of('generic', `Reached iterator limit (${ITERATORS_PER_CALL})`);
    }
    return this.#iterators.push(iterator);
  }

  iterator(id: number): ChargedIterator {
    const iterator = this.#iterators[id - 1];
    if (iterator === undefined) throw VmError.of('generic', `Iterator with ID ${id} does not exist`);
    return iterator;
  }
}
