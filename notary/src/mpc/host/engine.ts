import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Prover, Verifier } from 'tlsn-wasm';
import { replaceTrustAnchor } from '../trust-anchor/replace-trust-anchor.ts';

export interface EngineOptions {
  /** Threads of the engine's own pool (rayon). */
  readonly threads: number;
  readonly customCa: Uint8Array | undefined;
}

/** The engine's memory, shared by all its threads. The buffer is another one after it has grown. */
export interface EngineMemory {
  readonly buffer: ArrayBufferLike;
}

export interface Engine {
  readonly Prover: typeof Prover;
  readonly Verifier: typeof Verifier;
  readonly memory: EngineMemory;
}

/** Loads and initialises the engine; once per process, after `installHostGlobals`. */
export async function loadEngine({ threads, customCa }: EngineOptions): Promise<Engine> {
  // Imported late, since the package registers listeners on the page's globals while it is loaded.
  const engine = await import('tlsn-wasm');
  const file = await readFile(fileURLToPath(import.meta.resolve('tlsn-wasm/tlsn_wasm_bg.wasm')));
  const bytes = customCa === undefined ? file : replaceTrustAnchor(file, customCa);
  const { memory } = (await engine.default({ module_or_path: bytes })) as { readonly memory: EngineMemory };
  // Two crates speak at debug level, since their lines mark the phases (engine-log.ts); all others only on errors.
  await engine.initialize(
    {
      level: 'Error',
      crate_filters: [
        { name: 'tlsn_prover', level: 'Debug' },
        { name: 'tlsn_verifier', level: 'Debug' },
      ],
      span_events: undefined,
    },
    threads,
  );
  return { Prover: engine.Prover, Verifier: engine.Verifier, memory };
}
