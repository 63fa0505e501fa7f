import { join } from 'node:path';
import { nodeBinary, repositoryRoot } from '@cloudx3/launcher';
import { runCommand } from '../test/command.ts';
import { ReleaseError } from './error.ts';

const CHANGESETS = join(repositoryRoot, 'node_modules', '@changesets', 'cli', 'bin.js');
const RUN = join(repositoryRoot, 'scripts', 'run.mjs');

/** Spends the changesets: new versions and changelogs, and all that is written from a version. */
export async function spendChangesets(): Promise<void> {
  await run('changesets', nodeBinary(), [CHANGESETS, 'version']);
  await run('the lockfile', 'npm', [
    'install',
    '--package-lock-only',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
  ]);
  await run('"npm run generate"', process.execPath, [RUN, 'scripts/generate/main.ts']);
}

async function run(what: string, command: string, args: readonly string[]): Promise<void> {
  const { code } = await runCommand(command, args);
  if (code !== 0) throw new ReleaseError(`${what} could not be brought up to date; the output is above`);
}
