import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '@cloudx3/launcher';
import { buildAll } from '../build/build.ts';
import { checkPacked } from '../packages/check.ts';
import { output } from '../packages/command.ts';
import { packAll } from '../packages/pack.ts';
import { publicWorkspaces } from '../packages/workspaces.ts';
import type { Workspace } from '../packages/workspaces.ts';
import { copyContracts, makeAnew, writeChecksums } from './artifacts.ts';
import { ReleaseError } from './error.ts';

export interface Collected {
  readonly version: string;
  /** What the tag is to be called. */
  readonly tag: string;
  readonly commit: string;
  readonly files: readonly string[];
}

/**
 * Puts all that a release consists of into `folder`, which is made anew: the packages' tarballs from a fresh build, the contracts' artifacts and
 * schemas, and the checksums of them all. `uncommitted` lets a working tree with changes through, to try it out.
 */
export async function collect(
  folder: string,
  options: { readonly uncommitted: boolean },
): Promise<Collected> {
  const commit = (await git('rev-parse', 'HEAD')).trim();
  if (!options.uncommitted && (await git('status', '--porcelain')) !== '')
    throw new ReleaseError('The working tree has changes, which a tag would not have. Commit them first.');
  const workspaces = publicWorkspaces();
  const version = oneVersion(workspaces);
  makeAnew(folder);
  for (const workspace of workspaces)
    rmSync(join(repositoryRoot, workspace.folder, 'dist'), { recursive: true, force: true });
  await buildAll();
  await checkPacked(await packAll(folder));
  copyContracts(repositoryRoot, folder);
  return { version, tag: `v${version}`, commit, files: writeChecksums(folder) };
}

/** All packages are released together, under one version. */
export function oneVersion(workspaces: readonly Workspace[]): string {
  const [version, ...others] = new Set(workspaces.map(({ manifest }) => manifest.version));
  if (version === undefined || others.length > 0)
    throw new ReleaseError(
      `The packages have the versions ${[version, ...others].join(', ')}; run "npm run release -- version".`,
    );
  return version;
}

function git(...args: readonly string[]): Promise<string> {
  return output('git', args, { cwd: repositoryRoot });
}
