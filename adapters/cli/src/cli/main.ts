import { AdapterError } from '@cloudx3/adapter-kit';
import { CommanderError } from 'commander';
import { AdapterToolError } from '../error.ts';
import { createProgram } from './program.ts';

/** What could not be looked at, or was not asked for in a way that can be understood. */
const EXIT_BAD_INPUT = 2;

const program = createProgram({ folder: process.cwd(), out: (text) => console.log(text) }, (code) => {
  process.exitCode = code;
});
// Until a command says otherwise: a module that waits for ever ends the process without a word of ours.
process.exitCode = EXIT_BAD_INPUT;
for (const command of [program, ...program.commands]) command.exitOverride();
try {
  await program.parseAsync();
} catch (error) {
  // What commander refuses it has explained already; help that was asked for is no mistake.
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : EXIT_BAD_INPUT;
  else if (error instanceof AdapterToolError || error instanceof AdapterError)
    console.error(`${error.code}: ${error.message}`);
  else throw error;
}
