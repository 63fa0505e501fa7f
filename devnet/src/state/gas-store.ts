import type { GasMeter } from './gas-meter.ts';
import type { Entry, Key, KvStore } from './kv.ts';
import { prefixEnd } from './kv.ts';

/** Gas of the SDK's key-value store (store/types/gas.go). */
const StoreGas = {
  hasFlat: 1000,
  deleteFlat: 1000,
  readFlat: 1000,
  readByte: 3,
  writeFlat: 2000,
  writeByte: 30,
  iterationFlat: 30,
} as const;

export interface ChargedIterator {
  /** The entry under the cursor, or undefined at the end; moves the cursor on. */
  next(): Entry | undefined;
}

/** One module's store: keys get the module's prefix (which is free), every access is paid for. */
export class GasStore {
  readonly #store: KvStore;
  readonly #prefix: Key;
  readonly #gas: GasMeter;

  constructor(store: KvStore, prefix: Key, gas: GasMeter) {
    this.#store = store;
    this.#prefix = prefix;
    this.#gas = gas;
  }

  get(key: Key): Uint8Array | undefined {
    this.#gas.consume(StoreGas.readFlat, 'ReadFlat');
    const value = this.#store.get(this.#prefix + key);
    this.#gas.consume(StoreGas.readByte * (key.length + (value?.length ?? 0)), 'ReadPerByte');
    return value;
  }

  has(key: Key): boolean {
    this.#gas.consume(StoreGas.hasFlat, 'Has');
    return this.#store.get(this.#prefix + key) !== undefined;
  }

  set(key: Key, value: Uint8Array): void {
    this.#gas.consume(StoreGas.writeFlat, 'WriteFlat');
    this.#gas.consume(StoreGas.writeByte * (key.length + value.length), 'WritePerByte');
    this.#store.set(this.#prefix + key, value);
  }

  delete(key: Key): void {
    this.#gas.consume(StoreGas.deleteFlat, 'Delete');
    this.#store.delete(this.#prefix + key);
  }

  iterate(start: Key, end: Key | undefined, reverse: boolean): ChargedIterator {
    const upper = end === undefined ? prefixEnd(this.#prefix) : this.#prefix + end;
    const entries = this.#store.iterate(this.#prefix + start, upper, reverse);
    let current = this.#read(entries);
    this.#charge(current);
    return {
      next: () => {
        const entry = current;
        if (entry === undefined) return undefined;
        this.#charge(entry);
        current = this.#read(entries);
        return entry;
      },
    };
  }

  #read(entries: Iterator<Entry>): Entry | undefined {
    const step = entries.next();
    return step.done === true ? undefined : [step.value[0].slice(this.#prefix.length), step.value[1]];
  }

  /** Paid when an iterator is made, for its first entry, and for each entry when the cursor leaves it, as in the SDK. */
  #charge(entry: Entry | undefined): void {
    if (entry !== undefined)
      this.#gas.consume(StoreGas.readByte * (entry[0].length + entry[1].length), 'ValuePerByte');
    this.#gas.consume(StoreGas.iterationFlat, 'IterNextFlat');
  }
}
