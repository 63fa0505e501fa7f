import { ConfigError } from '@cloudx3/config';
import { NotaryError } from '@cloudx3/notary';
import { SdkError } from '@cloudx3/sdk';
import { createProgram } from './program.ts';

/** Says what went wrong in one line where a person can mend it; only what is a mistake of ours shows its stack. */
function report(error: unknown): void {
  const known = error instanceof ConfigError || error instanceof NotaryError || error instanceof SdkError;
  if (known) console.error(`${error.message}\n(${error.code})`);
  else console.error(error);
  process.exitCode = 1;
}

await createProgram({
  context: { environment: process.env, terminal: process.stdin.isTTY },
  out: (line) => console.log(line),
  signals: process,
})
  .parseAsync()
  .catch(report);
