import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { WasmdError, WasmdErrorCode } from './error.ts';

const MAX_OUTPUT = 67_108_864;

export interface Command {
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  /** Added to the environment of this process. */
  readonly env?: Readonly<Record<string, string>>;
  /** What it reads from its standard input. */
  readonly input?: string;
  readonly signal?: AbortSignal | undefined;
}

/** How a command ended. */
export interface Said {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command without a shell and waits for its end, whatever that is. Rejects where the program is not there or the signal comes. */
export async function said({ program, args, cwd, env, input, signal }: Command): Promise<Said> {
  const running = promisify(execFile)(program, args, {
    maxBuffer: MAX_OUTPUT,
    env: { ...process.env, ...env },
    ...(cwd === undefined ? {} : { cwd }),
    ...(signal === undefined ? {} : { signal }),
  });
  // One that ends before it has read all of its input says itself why, by its exit code.
  running.child.stdin?.on('error', () => undefined).end(input);
  try {
    return { exitCode: 0, ...(await running) };
  } catch (error) {
    const { code, stdout, stderr } = error as { code?: unknown; stdout?: string; stderr?: string };
    if (typeof code !== 'number') throw error;
    return { exitCode: code, stdout: stdout ?? '', stderr: stderr ?? '' };
  }
}

/** The standard output of a command that must succeed. Throws WasmdError with what it said otherwise. */
export async function outputOf(command: Command): Promise<string> {
  const { exitCode, stdout, stderr } = await said(command);
  if (exitCode === 0) return stdout;
  throw new WasmdError(
    WasmdErrorCode.commandFailed,
    `${command.program} ${command.args.join(' ')} ended with ${exitCode}:\n${stderr}${stdout}`,
  );
}

/** Whether a program is here and ends well when run so. */
export async function runs(program: string, ...args: readonly string[]): Promise<boolean> {
  return said({ program, args }).then(
    ({ exitCode }) => exitCode === 0,
    () => false,
  );
}
