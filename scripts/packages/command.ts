import { spawn } from 'node:child_process';
import { delimiter } from 'node:path';

export interface CommandOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Nothing here takes minutes, but where a registry does not answer. */
const DEADLINE_MS = 300_000;

/** A command that ended with another code than 0. The message has what it printed. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
}

/** Runs a command quietly and gives what it wrote to stdout. Throws {@link CommandError} with all that it wrote if it fails. */
export async function output(
  command: string,
  args: readonly string[],
  options: CommandOptions,
): Promise<string> {
  const child = spawn(command, args, {
    cwd: options.cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: options.env ?? plainEnvironment(),
    timeout: DEADLINE_MS,
  });
  let stdout = '';
  let all = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    all += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    all += text;
  });
  const { promise, resolve, reject } = Promise.withResolvers<number | null>();
  child.once('error', reject);
  child.once('close', resolve);
  const code = await promise;
  if (code !== 0)
    throw new CommandError(`${[command, ...args].join(' ')} ended with ${code ?? 'a signal'}:\n${all}`);
  return stdout;
}

/** What this repository's programs, and npm for its scripts, put into the environment. */
const OURS =
  /^(npm_(package|lifecycle|command|execpath|node_execpath|config_local_prefix)|INIT_CWD|NODE_OPTIONS|NODE_COMPILE_CACHE|MALLOC_)/;

/** The environment of somebody who has nothing of this repository in it: npm puts the programs that are installed here into PATH. */
export function plainEnvironment(): Record<string, string> {
  const path = (process.env['PATH'] ?? '')
    .split(delimiter)
    .filter((folder) => !folder.includes('node_modules'));
  const others = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && !OURS.test(entry[0]),
  );
  return { ...Object.fromEntries(others), PATH: path.join(delimiter) };
}
