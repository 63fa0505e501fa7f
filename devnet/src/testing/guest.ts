import { CacheLayer } from '../state/cache-layer.ts';
import { GasMeter } from '../state/gas-meter.ts';
import { GasStore } from '../state/gas-store.ts';
import type { KvReader } from '../state/kv.ts';
import { Fuel } from '../vm/fuel.ts';
import { GuestMemory } from '../vm/guest-memory.ts';
import type { ContractHost } from '../vm/host.ts';
import type { HostFunction } from '../vm/imports/import-context.ts';
import { ImportContext } from '../vm/imports/import-context.ts';
import { envImports } from '../vm/imports/index.ts';
import { buildModule } from './module-builder.ts';

export const EMPTY: KvReader = { get: () => undefined, iterate: () => [][Symbol.iterator]() };

const REGION_BYTES = 12;
const FIRST_FREE = 1024;
const FUEL = 1e15;

/** A contract's memory with the host functions around it, called as a contract would call them. */
export interface Guest {
  readonly memory: WebAssembly.Memory;
  readonly guest: GuestMemory;
  readonly fuel: Fuel;
  readonly gas: GasMeter;
  readonly store: CacheLayer;
  /** A region with these bytes. */
  readonly put: (bytes: Uint8Array | string) => number;
  /** A region that has room and holds nothing. */
  readonly room: (capacity: number) => number;
  /** What a region holds. */
  readonly take: (pointer: number) => Buffer;
  /** Writes a region struct of one's own at some address, and returns that. */
  readonly region: (offset: number, capacity: number, length: number) => number;
  readonly call: (name: string, ...args: number[]) => number | bigint | undefined;
  /** VM gas that a call takes from the fuel. */
  readonly cost: (run: () => unknown) => number;
}

export function createGuest(host: Partial<ContractHost> = {}, fuelLimit = FUEL): Guest {
  const memory = newMemory();
  const gas = new GasMeter(1e9);
  const store = new CacheLayer(EMPTY);
  const fuel = new Fuel(fuelLimit, Number.POSITIVE_INFINITY, () => 0);
  let free = FIRST_FREE;
  const view = (): DataView => new DataView(memory.buffer);
  const region = (offset: number, capacity: number, length: number): number => {
    const at = free;
    free += REGION_BYTES;
    [offset, capacity, length].forEach((word, index) => view().setUint32(at + 4 * index, word, true));
    return at;
  };
  const room = (capacity: number): number => {
    const pointer = region(free + REGION_BYTES, capacity, 0);
    free += capacity;
    return pointer;
  };
  const guest = new GuestMemory(memory, fuel, room);
  const functions = envImports(new ImportContext(hostOf(host, store, gas), fuel, () => guest));
  return {
    memory,
    guest,
    fuel,
    gas,
    store,
    region,
    room,
    put: (data) => {
      const bytes = Buffer.from(data);
      const pointer = room(bytes.length);
      new Uint8Array(memory.buffer).set(bytes, view().getUint32(pointer, true));
      view().setUint32(pointer + 8, bytes.length, true);
      return pointer;
    },
    take: (pointer) => {
      const [offset, length] = [view().getUint32(pointer, true), view().getUint32(pointer + 8, true)];
      return Buffer.from(memory.buffer.slice(offset, offset + length));
    },
    call: (name, ...args) => found(functions, name)(...args),
    cost: (run) => {
      const before = fuel.remaining;
      run();
      return before - fuel.remaining;
    },
  };
}

function newMemory(): WebAssembly.Memory {
  const wasm = buildModule({ memories: [[0, 100]] });
  const { memory } = new WebAssembly.Instance(new WebAssembly.Module(wasm), {}).exports;
  if (memory instanceof WebAssembly.Memory) return memory;
  throw new Error('a module has its memory');
}

function hostOf(given: Partial<ContractHost>, store: CacheLayer, gas: GasMeter): ContractHost {
  return {
    storage: new GasStore(store, 'x', gas),
    readOnly: false,
    addresses: { canonicalize: () => ({ error: 'none' }), humanize: () => ({ error: 'none' }) },
    gas,
    query: () => new Uint8Array(),
    debug: () => undefined,
    ...given,
  };
}

function found(functions: Record<string, HostFunction>, name: string): HostFunction {
  const run = functions[name];
  if (run === undefined) throw new Error(`no host function ${name}`);
  return run;
}
