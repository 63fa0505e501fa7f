import { OutOfGasError } from '../state/gas-meter.ts';
import { FUEL_GLOBAL, FUEL_IMPORT } from './binary/instrument.ts';
import { Fuel } from './fuel.ts';
import { HostGas } from './gas-costs.ts';
import { GuestMemory } from './guest-memory.ts';
import type { ContractHost } from './host.ts';
import { ImportContext } from './imports/import-context.ts';
import { envImports } from './imports/index.ts';
import { RegionLimits } from './limits.ts';
import { VmError } from './vm-error.ts';

export type EntryPoint = 'instantiate' | 'execute' | 'query' | 'migrate' | 'reply' | 'sudo';

export interface ContractCall {
  readonly module: WebAssembly.Module;
  readonly entryPoint: EntryPoint;
  readonly args: readonly Uint8Array[];
  readonly host: ContractHost;
  /** In VM gas. */
  readonly gasLimit: number;
  /** On the clock of `now`, in milliseconds. */
  readonly deadline: number;
  readonly now: () => number;
}

/** `gasUsed` is VM gas for code and host functions; storage and queries are on the host's meter already. */
export type CallResult =
  | { readonly kind: 'answer'; readonly data: Uint8Array; readonly gasUsed: number }
  | { readonly kind: 'failure'; readonly error: VmError; readonly gasUsed: number }
  | { readonly kind: 'outOfGas'; readonly location: string; readonly gasUsed: number };

type GuestFunction = (...args: number[]) => unknown;

/** Runs one entry point in a fresh instance: nothing of a call survives it but what it wrote to storage. */
export function callContract(call: ContractCall): CallResult {
  const fuel = new Fuel(call.gasLimit, call.deadline, call.now);
  try {
    const data = run(call, fuel);
    fuel.charge(HostGas.resultByte * data.length);
    return { kind: 'answer', data, gasUsed: fuel.usedInternally };
  } catch (error) {
    if (error instanceof OutOfGasError) {
      return { kind: 'outOfGas', location: error.location, gasUsed: fuel.usedInternally };
    }
    return { kind: 'failure', error: asVmError(error), gasUsed: fuel.usedInternally };
  }
}

function run(call: ContractCall, fuel: Fuel): Uint8Array {
  const ready: { memory?: GuestMemory } = {};
  const context = new ImportContext(call.host, fuel, () => {
    if (ready.memory === undefined) throw new VmError('host function called before the instance was ready');
    return ready.memory;
  });
  const instance = new WebAssembly.Instance(call.module, {
    env: envImports(context),
    [FUEL_IMPORT.module]: { [FUEL_IMPORT.name]: () => fuel.refuel() },
  });
  const { exports } = instance;
  if (!(exports['memory'] instanceof WebAssembly.Memory)) {
    throw new VmError(
      "Error instantiating a Wasm module: Could not get memory 'memory': Missing export memory",
    );
  }
  const allocate = guestFunction(exports, 'allocate', 1);
  const guest = new GuestMemory(exports['memory'], fuel, (bytes) => asPointer(allocate(bytes)));
  fuel.attach(exports[FUEL_GLOBAL] as WebAssembly.Global);
  const entry = guestFunction(exports, call.entryPoint, call.args.length);
  const deallocate = guestFunction(exports, 'deallocate', 1);
  ready.memory = guest;
  const pointers = call.args.map((arg) => guest.write(arg));
  const result = asPointer(inGuest(() => entry(...pointers)));
  const data = guest.read(result, RegionLimits.result);
  deallocate(result);
  return data;
}

function guestFunction(exports: WebAssembly.Exports, name: string, arity: number): GuestFunction {
  const candidate = exports[name];
  if (typeof candidate !== 'function') {
    throw VmError.of('resolve', `Could not get export: Missing export ${name}`);
  }
  if (candidate.length !== arity) {
    throw new VmError(
      `The called function args arity does not match. The contract's method arity: ${candidate.length}`,
    );
  }
  return candidate as GuestFunction;
}

function asPointer(value: unknown): number {
  if (typeof value !== 'number') throw VmError.of('runtime', 'the contract returned no pointer');
  return value >>> 0;
}

/** What host functions throw passes through the runtime, which reports it as an error of its own. */
function inGuest<T>(run: () => T): T {
  try {
    return run();
  } catch (error) {
    throw error instanceof VmError ? VmError.trap(error.reason, error) : error;
  }
}

/** V8's words for traps, in those of the runtime that wasmd uses. */
const TRAPS: Readonly<Record<string, string>> = {
  'memory access out of bounds': 'out of bounds memory access',
  'divide by zero': 'integer divide by zero',
  'remainder by zero': 'integer divide by zero',
  'divide result unrepresentable': 'integer overflow',
  'float unrepresentable in integer range': 'invalid conversion to integer',
  'table index is out of bounds': 'undefined element: out of bounds table access',
  'null function or function signature mismatch': 'indirect call type mismatch',
};

/** Traps and engine limits, in the words of the runtime that wasmd uses. */
function asVmError(error: unknown): VmError {
  if (error instanceof VmError) return error;
  if (error instanceof RangeError && error.message.includes('call stack')) {
    return VmError.trap('call stack exhausted', error);
  }
  if (error instanceof WebAssembly.RuntimeError)
    return VmError.trap(TRAPS[error.message] ?? error.message, error);
  if (error instanceof WebAssembly.LinkError) {
    return new VmError(`Error instantiating a Wasm module: ${error.message}`, { cause: error });
  }
  throw error;
}
