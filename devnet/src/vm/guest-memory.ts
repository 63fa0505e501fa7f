import type { Fuel } from './fuel.ts';
import { HostGas, linear } from './gas-costs.ts';
import { VmError } from './vm-error.ts';

const REGION_BYTES = 12;

interface Region {
  readonly offset: number;
  readonly capacity: number;
  readonly length: number;
}

/** Reads and writes the regions through which guest and host hand each other bytes. Pointers are untrusted. */
export class GuestMemory {
  readonly #memory: WebAssembly.Memory;
  readonly #fuel: Fuel;
  readonly #allocate: (bytes: number) => number;

  constructor(memory: WebAssembly.Memory, fuel: Fuel, allocate: (bytes: number) => number) {
    this.#memory = memory;
    this.#fuel = fuel;
    this.#allocate = allocate;
  }

  /** A copy of the region's bytes. `limit` bounds what the host is willing to copy. */
  read(pointer: number, limit: number): Uint8Array {
    const region = this.#region(pointer);
    this.#fuel.charge(linear(HostGas.readRegion, region.length));
    if (region.length > limit) {
      throw VmError.of('communication', `Region length too big. Got ${region.length}, limit ${limit}`);
    }
    return this.#bytes(region, region.length).slice();
  }

  /** Fills a region that the guest prepared. */
  fill(pointer: number, data: Uint8Array): void {
    const at = pointer >>> 0;
    const region = this.#region(at);
    this.#fuel.charge(linear(HostGas.writeRegion, data.length));
    if (data.length > region.capacity) {
      throw VmError.of('communication', `Region too small. Got ${region.capacity}, required ${data.length}`);
    }
    this.#bytes(region, data.length).set(data);
    new DataView(this.#memory.buffer).setUint32(at + 8, data.length, true);
  }

  /** Has the guest allocate a region, fills it and returns its pointer. */
  write(data: Uint8Array): number {
    const pointer = this.#allocate(data.length) >>> 0;
    if (pointer === 0) throw VmError.of('communication', 'Got a zero Wasm address');
    this.fill(pointer, data);
    return pointer;
  }

  #region(pointer: number): Region {
    const at = pointer >>> 0;
    const buffer = this.#memory.buffer;
    if (at + REGION_BYTES > buffer.byteLength) {
      throw VmError.of(
        'communication',
        `The Wasm memory address ${at} provided by the contract could not be dereferenced: Could not dereference this pointer to a Region`,
      );
    }
    const view = new DataView(buffer, at, REGION_BYTES);
    const region = {
      offset: view.getUint32(0, true),
      capacity: view.getUint32(4, true),
      length: view.getUint32(8, true),
    };
    const problem = regionProblem(region);
    if (problem !== undefined) throw VmError.of('communication', `Got an invalid region: ${problem}`);
    return region;
  }

  #bytes(region: Region, count: number): Uint8Array {
    const buffer = this.#memory.buffer;
    if (region.offset + count > buffer.byteLength) {
      throw VmError.of(
        'communication',
        `Tried to access memory of region ${describe(region)} in Wasm memory of size ${buffer.byteLength} bytes. This typically happens when the given Region pointer does not point to a proper Region struct.`,
      );
    }
    return new Uint8Array(buffer, region.offset, count);
  }
}

function describe(region: Region): string {
  return `Region { offset: ${region.offset}, capacity: ${region.capacity}, length: ${region.length} }`;
}

function regionProblem(region: Region): string | undefined {
  if (region.offset === 0) return 'Got a zero Wasm address in the offset';
  if (region.length > region.capacity) {
    return `Region length exceeds capacity. Length ${region.length}, capacity ${region.capacity}`;
  }
  if (region.capacity > 0xffff_ffff - region.offset) {
    return `Region exceeds address space. Offset ${region.offset}, capacity ${region.capacity}`;
  }
  return undefined;
}
