import { OutOfGasError } from '../state/gas-meter.ts';
import { FUEL_GLOBAL, FUEL_IMPORT } from './binary/instrument.ts';
import type { CompiledCode } from './code-cache.ts';
import { Fuel } from './fuel.ts';
import { HostGas } from './gas-costs.ts';
import { guestFunction } from './guest-function.ts';
import { GuestMemory } from './guest-memory.ts';
import type { ContractHost } from './host.ts';
import { ImportContext } from './imports/import-context.ts';
import { envImports } from './imports/index.ts';
import { RegionLimits } from './limits.ts';
import { asVmError, inGuest, instantiationError } from './traps.ts';
import { VmError } from './vm-error.ts';

export type EntryPoint = 'instantiate' | 'execute' | 'query' | 'migrate' | 'reply' | 'sudo';

export interface ContractCall {
  readonly code: Pick<CompiledCode, 'module' | 'signatures' | 'linkProblem'>;
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
  const { exports } = instantiate(call, context, fuel);
  const memory = exportedMemory(exports);
  const named = (name: string, params: number, results: 0 | 1) =>
    guestFunction({ name, params, results }, exports[name], call.code.signatures.get(name));
  const guest = new GuestMemory(memory, fuel, named('allocate', 1, 1));
  fuel.attach(exports[FUEL_GLOBAL] as WebAssembly.Global);
  ready.memory = guest;
  const pointers = call.args.map((arg) => guest.write(arg));
  const entry = named(call.entryPoint, call.args.length, 1);
  const result = inGuest(() => entry(...pointers));
  const data = guest.read(result, RegionLimits.result);
  named('deallocate', 1, 0)(result);
  return data;
}

function instantiate(call: ContractCall, context: ImportContext, fuel: Fuel): WebAssembly.Instance {
  const { module, linkProblem } = call.code;
  if (linkProblem !== undefined) throw VmError.notInstantiated(linkProblem);
  try {
    return new WebAssembly.Instance(module, {
      env: envImports(context),
      [FUEL_IMPORT.module]: { [FUEL_IMPORT.name]: () => fuel.refuel() },
    });
  } catch (error) {
    throw instantiationError(error);
  }
}

function exportedMemory(exports: WebAssembly.Exports): WebAssembly.Memory {
  const { memory } = exports;
  if (memory instanceof WebAssembly.Memory) return memory;
  throw VmError.of('instantiation', "Could not get memory 'memory': Missing export memory");
}
