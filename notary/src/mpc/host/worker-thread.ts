import { parentPort, Worker as NodeWorker, workerData } from 'node:worker_threads';

/**
 * The browser's module workers over threads of Node, from both sides: `hostWorkerClass` for the thread that creates
 * one, and the bootstrap at the end of this file for the thread that is created. One file that imports nothing of ours,
 * since threads run it from a `data:` URL (see thread-bootstrap.ts).
 */

/** The only event shape that tlsn-wasm's threads read. */
interface DataEvent {
  readonly data: unknown;
}
type DataListener = (event: DataEvent) => void;

/** What a thread is told at birth. The key is unlike any other program's, so that no other thread is mistaken for ours. */
interface ThreadBirth {
  readonly cloudx3HostWorker: { readonly script: string; readonly bootstrap: string };
}

/** Enough for the engine's glue. V8's default is sized for programs, and a session has some thirty threads. */
const HEAP = { maxYoungGenerationSizeMb: 2, maxOldGenerationSizeMb: 64 } as const;

/** What tlsn-wasm sees as `Worker`. */
export type HostWorkerClass = ReturnType<typeof hostWorkerClass>;

/** The browser's `Worker`, as far as tlsn-wasm uses it. `bootstrap` is the URL of this file for a thread to run. */
export function hostWorkerClass(bootstrap: string) {
  return class HostWorker {
    onmessage: DataListener | null = null;
    onerror: ((event: unknown) => void) | null = null;
    readonly #thread: NodeWorker;
    readonly #listeners = new Set<DataListener>();

    constructor(script: string | URL) {
      const birth: ThreadBirth = { cloudx3HostWorker: { script: String(script), bootstrap } };
      this.#thread = new NodeWorker(new URL(bootstrap), { workerData: birth, resourceLimits: HEAP });
      this.#thread.on('message', (data: unknown) => {
        const event: DataEvent = { data };
        this.onmessage?.(event);
        for (const listener of [...this.#listeners]) listener(event);
      });
      // A trap in any thread leaves the shared memory in an unknown state: it must end the whole process,
      // so it is raised again here and climbs from thread to thread up to the main one.
      this.#thread.on('error', (error) => {
        throw error;
      });
    }

    postMessage(message: unknown): void {
      this.#thread.postMessage(message);
    }

    addEventListener(type: string, listener: DataListener): void {
      if (type === 'message') this.#listeners.add(listener);
    }

    removeEventListener(type: string, listener: DataListener): void {
      if (type === 'message') this.#listeners.delete(listener);
    }

    terminate(): void {
      void this.#thread.terminate();
    }
  };
}

/** Gives this thread the globals of a browser's module worker, then imports the script that it was created for. */
async function bootstrapThread(
  port: NonNullable<typeof parentPort>,
  { script, bootstrap }: ThreadBirth['cloudx3HostWorker'],
): Promise<void> {
  const listeners = new Set<DataListener>();
  const early: unknown[] = [];
  let ready = false;
  let compiledModule: unknown;

  const deliver = (data: unknown): void => {
    for (const listener of [...listeners]) listener({ data });
  };
  port.on('message', (message: unknown) => {
    // Every message that starts something is `{ type, data: [module, memory, pointer] }`.
    compiledModule ??= (message as { data?: unknown[] } | null)?.data?.[0];
    // The script adds its listener while it is imported; what comes before waits.
    if (ready) deliver(message);
    else early.push(message);
  });
  Object.assign(globalThis, {
    self: globalThis,
    Worker: hostWorkerClass(bootstrap),
    postMessage: (message: unknown) => port.postMessage(message),
    // `close` ends the port, not the thread at once: pending work of the script is allowed to finish.
    close: () => port.close(),
    addEventListener: (type: string, listener: DataListener) => {
      if (type === 'message') listeners.add(listener);
    },
    removeEventListener: (type: string, listener: DataListener) => {
      if (type === 'message') listeners.delete(listener);
    },
    // The loader ignores the module that it is handed and fetches the file. It must get the same module:
    // with a private trust anchor, the file on disk is a different one.
    fetch: () =>
      compiledModule === undefined
        ? Promise.reject(new Error('no module was handed to this thread'))
        : Promise.resolve(compiledModule),
  });
  await import(script);
  ready = true;
  for (const message of early.splice(0)) deliver(message);
}

const birth = (workerData as Partial<ThreadBirth> | null)?.cloudx3HostWorker;
if (parentPort !== null && birth !== undefined) await bootstrapThread(parentPort, birth);
