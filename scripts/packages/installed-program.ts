import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { delimiter, dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { output, plainEnvironment } from './command.ts';
import type { Node } from './nodes.ts';

/** Options of a command line by name; `true` for those that take no value. */
export type Options = Readonly<Record<string, string | number | true>>;

export function optionsOf(options: Options): string[] {
  return Object.entries(options).flatMap(([name, value]) =>
    value === true ? [`--${name}`] : [`--${name}`, String(value)],
  );
}

/** Runs the command of an installed program, as a shell would, on this Node. Gives its stdout. */
export function runProgram(folder: string, node: Node, command: readonly string[]): Promise<string> {
  const [name = '', ...args] = command;
  return output(commandFile(folder, name), args, { cwd: folder, env: environmentOn(node) });
}

export interface RunningProgram extends AsyncDisposable {
  readonly pid: number;
  /** The members of the line of JSON that said it was ready. */
  readonly ready: Readonly<Record<string, unknown>>;
}

const readyLine = z.looseObject({ ready: z.literal(true) });
const READY_WITHIN_MS = 60_000;

/** Starts the command of an installed program and waits until it says that it is ready. It ends with the disposal, and must then end well. */
export async function startProgram(
  folder: string,
  node: Node,
  command: readonly string[],
): Promise<RunningProgram> {
  const [name = '', ...args] = command;
  const child = spawn(commandFile(folder, name), args, {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: environmentOn(node),
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const closed = once(child, 'close');
  const { promise, resolve, reject } = Promise.withResolvers<Record<string, unknown>>();
  const fail = (how: string): void => reject(new Error(`${name} ${how} before it was ready:\n${said}`));
  const timer = setTimeout(() => fail(`waited ${READY_WITHIN_MS / 1000} s`), READY_WITHIN_MS);
  closed.then(([code]) => fail(`ended with ${String(code)}`), reject);
  createInterface({ input: child.stdout }).on('line', (line) => {
    const read = readyLine.safeParse(parse(line));
    if (read.success) resolve(read.data);
  });
  try {
    const ready = await promise;
    return { pid: child.pid ?? -1, ready, [Symbol.asyncDispose]: () => stop() };
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  } finally {
    clearTimeout(timer);
  }

  async function stop(): Promise<void> {
    child.kill('SIGTERM');
    const [code] = (await closed) as [number | null];
    if (code !== 0) throw new Error(`${name} ended on SIGTERM with ${code ?? 'a signal'}:\n${said}`);
  }
}

function commandFile(folder: string, name: string): string {
  return join(folder, 'node_modules', '.bin', name);
}

/** A command's first line asks for the first "node" of PATH. */
function environmentOn({ binary }: Node): Record<string, string> {
  const environment = plainEnvironment();
  if (dirname(binary) === '.') return environment;
  return { ...environment, PATH: `${dirname(binary)}${delimiter}${environment['PATH'] ?? ''}` };
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
