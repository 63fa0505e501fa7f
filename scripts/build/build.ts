import { join } from 'node:path';
import { repositoryRoot } from '@cloudx3/launcher';
import { output } from '../packages/command.ts';
import { publicWorkspaces } from '../packages/workspaces.ts';
import { deleteStale } from './stale.ts';

/** `dist/` of every package is what its sources say, as far as it is not already. Throws CommandError with what the compiler says. */
export async function buildAll(): Promise<void> {
  for (const { folder } of publicWorkspaces()) deleteStale(join(repositoryRoot, folder));
  const tsc = join(repositoryRoot, 'node_modules', 'typescript', 'bin', 'tsc');
  await output(process.execPath, [tsc, '--build'], { cwd: repositoryRoot });
}
