import { sha256 } from '@noble/hashes/sha2.js';
import { toKey } from '../state/kv.ts';
import { instrument } from './binary/instrument.ts';
import type { FunctionType } from './binary/module.ts';
import { StaticLimits } from './limits.ts';
import { exportSignatures, linkProblem } from './signatures.ts';
import type { CodeReport } from './static-checks/check-wasm.ts';
import { checkWasm } from './static-checks/check-wasm.ts';
import { VmError } from './vm-error.ts';

export interface CompiledCode {
  readonly checksum: Uint8Array;
  readonly module: WebAssembly.Module;
  readonly report: CodeReport;
  /** Types of the exported functions. */
  readonly signatures: ReadonlyMap<string, FunctionType>;
  /** Why no instance can be made of it; undefined where one can. */
  readonly linkProblem: string | undefined;
}

export interface CodeCacheOptions {
  /** Compiled modules kept in memory; the least recently used one goes first. */
  readonly capacity: number;
}

/** Checks, instruments and compiles code once, and keeps the result by checksum. Instances are made for each call. */
export class CodeCache {
  readonly #capacity: number;
  readonly #compiled = new Map<string, CompiledCode>();

  constructor(options: CodeCacheOptions) {
    this.#capacity = options.capacity;
  }

  /** Throws {@link VmError} for code that wasmd's VM would not take. */
  compile(wasm: Uint8Array): CompiledCode {
    const checksum = sha256(wasm);
    return this.#lookUp(toKey(checksum)) ?? this.#remember(build(wasm, checksum));
  }

  /** `load` fetches the stored bytes where the module is not in memory. */
  get(checksum: Uint8Array, load: () => Uint8Array): CompiledCode {
    return this.#lookUp(toKey(checksum)) ?? this.#remember(build(load(), checksum));
  }

  #lookUp(key: string): CompiledCode | undefined {
    const found = this.#compiled.get(key);
    if (found !== undefined) {
      this.#compiled.delete(key);
      this.#compiled.set(key, found);
    }
    return found;
  }

  #remember(code: CompiledCode): CompiledCode {
    this.#compiled.set(toKey(code.checksum), code);
    const oldest = this.#compiled.size > this.#capacity ? this.#compiled.keys().next().value : undefined;
    if (oldest !== undefined) this.#compiled.delete(oldest);
    return code;
  }
}

function build(wasm: Uint8Array, checksum: Uint8Array): CompiledCode {
  const { module, report } = checkWasm(wasm);
  try {
    // Two compilations: the original shows whether its own types are right, the instrumented one is what runs.
    if (!WebAssembly.validate(wasm)) new WebAssembly.Module(wasm);
    return {
      checksum,
      report,
      signatures: exportSignatures(module),
      linkProblem: linkProblem(module),
      module: new WebAssembly.Module(instrument(module, StaticLimits.memoryPages)),
    };
  } catch (error) {
    if (!(error instanceof WebAssembly.CompileError)) throw error;
    throw VmError.of(
      'staticValidation',
      `Wasm bytecode could not be deserialized. Deserialization error: "${error.message}"`,
      { cause: error },
    );
  }
}
