import { Worker } from 'node:worker_threads';

const CHECK_MS = 1_000;

/** Runs beside the parser, which may never come back: a loop without end is told from outside of it. */
const WATCH = `
const { workerData } = require('node:worker_threads');
const { writeSync } = require('node:fs');
const progress = new Int32Array(workerData.shared);
let seen = -1;
let looks = 0;
setInterval(() => {
  const index = Atomics.load(progress, 0);
  if (index !== seen || index < 0) { seen = index; looks = 0; return; }
  // Looks are counted, and not the time: a process that was stopped for a while has not looked.
  looks += 1;
  if (looks * workerData.checkMs < workerData.limitMs) return;
  writeSync(2, workerData.name + ': input ' + index + ' does not end; seed ' + workerData.seed + '\\n');
  process.kill(process.pid, 'SIGKILL');
}, workerData.checkMs);
`;

export interface Watchdog {
  /** The input that is now being run; -1 where none is. */
  at(index: number): void;
  close(): Promise<void>;
}

/** Ends the process, with the number of the input, if one input takes longer than this. */
export function watch(name: string, seed: number, limitMs: number): Watchdog {
  const shared = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
  const progress = new Int32Array(shared);
  progress[0] = -1;
  const worker = new Worker(WATCH, {
    eval: true,
    workerData: { shared, name, seed, limitMs, checkMs: CHECK_MS },
  });
  return {
    at: (index) => {
      progress[0] = index;
    },
    close: async () => {
      await worker.terminate();
    },
  };
}
