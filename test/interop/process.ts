import { execFile, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { promisify } from 'node:util';

const MAX_OUTPUT = 16_777_216;
const READY_MS = 20_000;
const KEPT_LINES = 20;

/** Debian keeps servers where only root's path leads. */
const SEARCHED = { PATH: `${process.env['PATH'] ?? ''}:/usr/local/sbin:/usr/sbin` };

export interface Command {
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** The standard output of a command that must succeed, without what it warns of on the other: cargo says there that it waits for another cargo. */
export async function outputOf(command: Command): Promise<string> {
  return (await run(command)).stdout;
}

/** What a command that must succeed says anywhere: nginx tells its version as if it were an error. */
export async function saidBy(command: Command): Promise<string> {
  const { stdout, stderr } = await run(command);
  return stdout + stderr;
}

async function run({ program, args, cwd, env }: Command): Promise<{ stdout: string; stderr: string }> {
  return promisify(execFile)(program, args, {
    maxBuffer: MAX_OUTPUT,
    env: { ...process.env, ...SEARCHED, ...env },
    ...(cwd === undefined ? {} : { cwd }),
  });
}

export async function isInstalled(program: string, ...args: readonly string[]): Promise<boolean> {
  try {
    await run({ program, args });
    return true;
  } catch {
    return false;
  }
}

/** What ends with us however we end: nginx and lighttpd do not notice that nobody is left. */
const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of running) child.kill('SIGTERM');
});

export interface ForeignProcess {
  /** The line that said that it is ready. */
  readonly ready: string;
  readonly close: () => Promise<void>;
}

/** Starts a server and waits until a line of its output says that it is ready. Its stdin ends with us, and so do those that listen to it. */
export async function startProcess(
  command: Command,
  isReady: (line: string) => boolean,
): Promise<ForeignProcess> {
  const { program, args, cwd, env } = command;
  const child = spawn(program, args, {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, ...SEARCHED, ...env },
    ...(cwd === undefined ? {} : { cwd }),
  });
  running.add(child);
  child.once('exit', () => running.delete(child));
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const tail: string[] = [];
  const listen = (stream: Readable): void => {
    createInterface({ input: stream }).on('line', (line) => {
      tail.push(line);
      if (tail.length > KEPT_LINES) tail.shift();
      if (isReady(line)) resolve(line);
    });
  };
  listen(child.stdout);
  listen(child.stderr);
  const fail = (what: string): void => reject(new Error(`${program} ${what}:\n${tail.join('\n')}`));
  child.once('error', (cause) => reject(new Error(`${program} cannot be started`, { cause })));
  child.once('close', () => fail('ended before it was ready'));
  const timer = setTimeout(() => fail(`is not ready after ${READY_MS} ms`), READY_MS);
  try {
    return { ready: await promise, close: () => stop(child) };
  } catch (error) {
    await stop(child);
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), READY_MS);
  await ended;
  clearTimeout(timer);
}
