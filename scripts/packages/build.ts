import { join } from 'node:path';
import { repositoryRoot } from '@cloudx3/launcher';
import { output } from './command.ts';

/** `npm run build`: `dist/` of every package, as far as it is not there. */
export async function buildAll(): Promise<void> {
  const tsc = join(repositoryRoot, 'node_modules', 'typescript', 'bin', 'tsc');
  await output(process.execPath, [tsc, '--build'], { cwd: repositoryRoot });
}
