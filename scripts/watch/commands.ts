import { join } from 'node:path';
import { repositoryRoot } from '@cloudx3/launcher';
import type { WorkspacePackage } from '../check/workspace.ts';

/** The package that a contributor means: by its folder or its name, with or without the scope. */
export function findPackage(
  named: string | undefined,
  packages: readonly WorkspacePackage[],
): WorkspacePackage | { readonly problem: string } {
  const wanted = named?.replace(/\/+$/, '');
  const found = packages.find(({ name, folder }) =>
    [name, name.replace('@cloudx3/', ''), folder].includes(wanted ?? ''),
  );
  if (found !== undefined) return found;
  const folders = packages.map(({ folder }) => folder).join(', ');
  return {
    problem: `${wanted === undefined ? 'Name a package' : `There is no package "${wanted}"`}: ${folders}`,
  };
}

/** What watches a package: the compiler over it and what it stands on, and its unit tests. Scripts below the root, with arguments. */
export function commandsFor({
  folder,
}: WorkspacePackage): readonly (readonly [script: string, ...args: string[]])[] {
  return [
    ['node_modules/typescript/bin/tsc', '-b', folder, '--watch', '--preserveWatchOutput'],
    ['node_modules/vitest/vitest.mjs', 'watch', '--project=unit', join(repositoryRoot, folder, '/')],
  ];
}
