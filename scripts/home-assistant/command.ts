import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { killGroup } from './process-group.ts';

/** The last lines that are kept of a command's output, for the message of an error. */
const KEPT_LINES = 40;

interface CommandOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onLine?: (line: string) => void;
}

export interface CommandResult {
  /** The exit code; null where a signal ended the command. */
  readonly exitCode: number | null;
  /** The last lines of stdout and stderr together. */
  readonly tail: readonly string[];
}

/** Runs a command without a shell and waits for its end. Rejects with an ENOENT error where the program is not there. */
export type RunCommand = (
  program: string,
  args: readonly string[],
  options?: CommandOptions,
) => Promise<CommandResult>;

/** An abort ends the command and all it started, and is reported only once the command is gone. */
export const runCommand: RunCommand = async (program, args, { signal, onLine } = {}) => {
  signal?.throwIfAborted();
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  const { pid } = child;
  const abort = () => pid !== undefined && killGroup(pid, 'SIGKILL');
  signal?.addEventListener('abort', abort, { once: true });
  const tail: string[] = [];
  const keep = (line: string) => {
    tail.push(line);
    if (tail.length > KEPT_LINES) tail.shift();
    onLine?.(line);
  };
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  try {
    const [exitCode] = await Promise.all([
      ended,
      readLines(child.stdout, keep),
      readLines(child.stderr, keep),
    ]);
    signal?.throwIfAborted();
    return { exitCode, tail };
  } finally {
    signal?.removeEventListener('abort', abort);
  }
};

async function readLines(stream: Readable, onLine: (line: string) => void): Promise<void> {
  for await (const line of createInterface({ input: stream })) onLine(line);
}
