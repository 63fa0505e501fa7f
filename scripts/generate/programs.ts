import { join } from 'node:path';
import { repositoryRoot } from '@cloudx3/launcher';
import { programOf, publicWorkspaces } from '../packages/workspaces.ts';
import { binFile, versionFile } from './program-files.ts';
import { bringUpToDate } from './up-to-date.ts';

const MANY_CONNECTIONS_PROGRAMS = ['cloudx3-notary'];

/** What starts each program, and the version that it says it has. Returns the paths that differed; unless `check`, they no longer do. */
export function generatePrograms(check: boolean): Promise<string[]> {
  const changed: string[] = [];
  for (const workspace of publicWorkspaces()) {
    const program = programOf(workspace);
    if (program === undefined) continue;
    const { folder, manifest } = workspace;
    const { name, bin } = program;
    const files = new Map([
      [
        join(folder, bin),
        binFile({
          name,
          node: nodeOf(manifest.engines?.node),
          manyConnections: MANY_CONNECTIONS_PROGRAMS.includes(name),
        }),
      ],
      [join(folder, 'src/cli/version.ts'), versionFile(manifest.version)],
    ]);
    for (const [path, text] of files)
      if (!bringUpToDate(join(repositoryRoot, path), text, check)) changed.push(path);
  }
  return Promise.resolve(changed);
}

/** The major version in `>=24`. */
function nodeOf(range = ''): number {
  const major = /^>=(\d+)/.exec(range)?.[1];
  if (major === undefined) throw new Error(`engines.node of a program reads ">=24", not "${range}"`);
  return Number(major);
}
