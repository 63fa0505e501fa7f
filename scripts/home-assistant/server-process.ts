import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { HomeAssistantError, HomeAssistantErrorCode } from './error.ts';
import { killGroup } from './process-group.ts';

const RUNNER = join(import.meta.dirname, 'run.py');
/** Home Assistant writes its state when it is asked to end, which takes it a second or two. */
const GRACE_MS = 20_000;
const TAIL_BYTES = 2_000;

export interface ServerProcessOptions {
  /** The Python of the environment that Home Assistant is installed in. */
  readonly python: string;
  readonly configDir: string;
  /** How long it may take to end when asked to, before it is made to. */
  readonly graceMs?: number;
}

export interface ServerProcess {
  readonly pid: number;
  readonly log: string;
  /** Rejects with the end of the log once the process has ended, whatever for; never resolves. */
  readonly crash: Promise<never>;
  /** Asks it to end, makes it end, and waits until it has. */
  close(): Promise<void>;
}

/** Starts Home Assistant as a process group of its own, so that what it starts ends with it. */
export async function startServerProcess({
  python,
  configDir,
  graceMs = GRACE_MS,
}: ServerProcessOptions): Promise<ServerProcess> {
  const log = join(configDir, 'console.log');
  const output = openSync(log, 'w', 0o600);
  const args = ['-I', RUNNER, '--config', configDir, '--skip-pip', '--log-no-color'];
  // Standard input stays open and silent: its end tells run.py that this program is gone.
  const child = spawn(python, args, { cwd: configDir, detached: true, stdio: ['pipe', output, output] });
  closeSync(output);
  await once(child, 'spawn');
  const { pid } = child;
  if (pid === undefined) throw new TypeError('a spawned process has a pid');
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const crash = ended.then(async (): Promise<never> => {
    throw await exitError(child, log);
  });
  // Nobody may be listening any more when close() ends the process on purpose.
  crash.catch(() => undefined);
  return { pid, log, crash, close: () => endGroup(pid, ended, graceMs) };
}

async function endGroup(pid: number, ended: Promise<void>, graceMs: number): Promise<void> {
  killGroup(pid, 'SIGTERM');
  const late = setTimeout(() => killGroup(pid, 'SIGKILL'), graceMs);
  await ended;
  clearTimeout(late);
  // The leader is gone; whatever it started and left behind goes now.
  killGroup(pid, 'SIGKILL');
}

async function exitError(child: ChildProcess, log: string): Promise<HomeAssistantError> {
  const text = await readFile(log, 'utf8').catch(() => '');
  const how = child.signalCode ?? `exit code ${child.exitCode ?? 'unknown'}`;
  return new HomeAssistantError(
    HomeAssistantErrorCode.exited,
    `Home Assistant ended by itself (${how}). All of its log is in ${log}; its end:\n${text.slice(-TAIL_BYTES)}`,
  );
}
