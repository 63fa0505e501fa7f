import process from 'node:process';
import { codeOf, messageOf } from '@cloudx3/errors';
import { createProgram } from './program.ts';

// A node that cannot close in this time is ended, so that whoever stops it is not left waiting.
const FORCED_EXIT_MS = 20_000;

function armForcedExit(): void {
  setTimeout(() => process.exit(1), FORCED_EXIT_MS).unref();
}

const { stdin, stderr } = process;
const terminal = stdin.isTTY && stderr.isTTY ? { input: stdin, output: stderr } : undefined;
const program = createProgram({
  surroundings: { environment: process.env, terminal },
  signals: {
    on(signal, listener) {
      process.on(signal, listener);
      process.once(signal, armForcedExit);
    },
    off: (signal, listener) => process.off(signal, listener),
  },
  input: stdin as AsyncIterable<Buffer>,
  write: (line) => process.stdout.write(`${line}\n`),
});

try {
  await program.parseAsync();
} catch (error) {
  // A person's mistake is one line with its code; only a bug shows its stack.
  const code = codeOf(error);
  stderr.write(
    code === 'unexpected'
      ? `${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`
      : `${code}: ${messageOf(error)}\n`,
  );
  process.exitCode = 1;
}
