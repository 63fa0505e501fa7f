import { join } from 'node:path';
import { repositoryRoot } from '@cloudx3/launcher';
import { Command } from 'commander';
import { CommandError } from '../packages/command.ts';
import { collect } from './collect.ts';
import { ReleaseError } from './error.ts';
import { spendChangesets } from './version.ts';

// The parts of a release that a program can do; docs/RELEASING.md has the whole way.
const program = new Command('release').description('Prepares a release (docs/RELEASING.md).');
program
  .command('version')
  .description('spend the changesets: versions, changelogs, lockfile, and what is written from a version')
  .action(spendChangesets);
program
  .command('collect')
  .description('tarballs, contract artifacts, schemas and their checksums, in one folder')
  .option('--into <folder>', 'folder that is made anew', join(repositoryRoot, 'release'))
  .option('--uncommitted', 'from a working tree with changes, to try it out')
  .action(async ({ into, uncommitted }: { into: string; uncommitted?: true }) => {
    console.log(JSON.stringify(await collect(into, { uncommitted: uncommitted === true })));
  });

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof ReleaseError || error instanceof CommandError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
