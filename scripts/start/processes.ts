import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { NODE_FLAGS, nodeBinary, programEnvironment } from '@cloudx3/launcher';
import { StartError } from './error.ts';

const EXIT_WITH_PARENT = fileURLToPath(import.meta.resolve('@cloudx3/launcher/exit-with-parent'));
/** A process that does not end on SIGTERM by then is killed. */
const STOP_DEADLINE_MS = 8_000;

export interface ProcessSpec {
  readonly name: string;
  /** Our program's TypeScript entry file. */
  readonly script: string;
  readonly args: readonly string[];
  readonly home: string;
  /** More flags of Node. */
  readonly flags?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly readyWithinMs?: number;
}

/** A running process of ours, after it said `{"ready":true,…}` on stdout. */
export interface RunningProcess {
  readonly name: string;
  readonly pid: number;
  readonly ready: Readonly<Record<string, unknown>>;
  readonly logFile: string;
  stop(): Promise<void>;
  /** Ends it at once, as a power cut would. */
  kill(): Promise<void>;
}

/** Where a debugger finds one of the processes. */
export interface Inspect {
  readonly name: string;
  readonly port: number;
}

/** Starts processes and answers for their end: all are stopped by `stopAll`, last started first; one that dies early is told to `onCrash`. */
export class ProcessGroup {
  private readonly running: RunningProcess[] = [];
  private readonly onCrash: (name: string, reason: string, logFile: string) => void;
  private readonly inspect: Inspect | undefined;
  private stopping = false;

  constructor(onCrash: (name: string, reason: string, logFile: string) => void, inspect?: Inspect) {
    this.onCrash = onCrash;
    this.inspect = inspect;
  }

  async start(spec: ProcessSpec): Promise<RunningProcess> {
    mkdirSync(spec.home, { recursive: true });
    const logFile = join(spec.home, 'log');
    const child = spawn(
      nodeBinary(),
      [
        ...NODE_FLAGS,
        ...(spec.flags ?? []),
        ...inspectFlags(spec, this.inspect),
        `--import=${EXIT_WITH_PARENT}`,
        spec.script,
        ...spec.args,
      ],
      {
        // A group of its own keeps the terminal's Ctrl-C from reaching it: we stop processes in their order.
        detached: true,
        stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
        env: { ...programEnvironment(), ...spec.env },
      },
    );
    child.stderr?.pipe(createWriteStream(logFile, { flags: 'a' }));
    const exited = new Promise<string>((resolve) => {
      child.once('error', (error) => resolve(error.message));
      child.once('exit', (code, signal) => resolve(signal ?? `exit code ${code ?? 'unknown'}`));
    });
    const started: RunningProcess = {
      name: spec.name,
      pid: child.pid ?? -1,
      ready: {},
      logFile,
      stop: () => stop(child, exited),
      kill: () => kill(child, exited),
    };
    this.running.push(started);
    const ready = await untilReady(child, exited, spec, logFile);
    Object.assign(started, { ready });
    void exited.then((reason) => {
      if (!this.stopping && this.running.includes(started)) this.onCrash(spec.name, reason, logFile);
    });
    return started;
  }

  /** Stops one on purpose, so that its end is no crash. */
  async stop(process: RunningProcess): Promise<void> {
    this.forget(process);
    await process.stop();
  }

  /** Stops on purpose whichever runs under this name. */
  async stopNamed(name: string): Promise<void> {
    const found = this.running.filter((process) => process.name === name);
    await Promise.all(found.map((process) => this.stop(process)));
  }

  /** Kills one on purpose. */
  async kill(process: RunningProcess): Promise<void> {
    this.forget(process);
    await process.kill();
  }

  async stopAll(): Promise<void> {
    this.stopping = true;
    for (const process of this.running.splice(0).reverse()) await process.stop();
  }

  private forget(process: RunningProcess): void {
    const at = this.running.indexOf(process);
    if (at >= 0) this.running.splice(at, 1);
  }
}

function inspectFlags({ name }: ProcessSpec, inspect: Inspect | undefined): string[] {
  return inspect?.name === name ? [`--inspect=127.0.0.1:${inspect.port}`] : [];
}

async function untilReady(child: ChildProcess, exited: Promise<string>, spec: ProcessSpec, logFile: string) {
  const withinMs = spec.readyWithinMs ?? 60_000;
  const { promise, resolve, reject } = Promise.withResolvers<Record<string, unknown>>();
  const timer = setTimeout(
    () => reject(notReady(spec, `was not ready within ${withinMs / 1000} s`, logFile)),
    withinMs,
  );
  void exited.then((reason) => reject(notReady(spec, `ended at once (${reason})`, logFile)));
  if (child.stdout === null) throw notReady(spec, 'has no output', logFile);
  createInterface({ input: child.stdout }).on('line', (line) => {
    const said = readJson(line);
    if (said?.['ready'] === true) resolve(said);
  });
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
  }
}

function readJson(line: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

function notReady(spec: ProcessSpec, what: string, logFile: string): StartError {
  return new StartError('start.process.failed', `${spec.name} ${what}`, `Its log says why: ${logFile}`);
}

async function stop(child: ChildProcess, exited: Promise<string>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_DEADLINE_MS);
  await exited;
  clearTimeout(timer);
}

async function kill(child: ChildProcess, exited: Promise<string>): Promise<void> {
  child.kill('SIGKILL');
  await exited;
}
