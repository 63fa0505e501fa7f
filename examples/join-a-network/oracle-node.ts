import { execFileSync, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The program that `npx oracle-node` starts. Without npx between, which keeps a signal to itself and leaves the node running. */
const PROGRAM = fileURLToPath(new URL('../bin/oracle-node.mjs', import.meta.resolve('oracle-node')));

/** Runs a command to its end, shows what it says, and gives it. Throws where it fails; why, it has said on standard error. */
export function ask(...words: readonly string[]): string {
  tell(words);
  const said = execFileSync(process.execPath, [PROGRAM, ...words], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  console.log(said.replace(/^/gm, '  ').trimEnd());
  return said;
}

/** Starts a command that goes on. */
export function start(...words: readonly string[]): ChildProcess {
  tell(words);
  return spawn(process.execPath, [PROGRAM, ...words], { stdio: 'inherit' });
}

function tell(words: readonly string[]): void {
  console.log(`$ npx oracle-node ${words.join(' ')}`);
}
