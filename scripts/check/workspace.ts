import { join } from 'node:path';
import { repositoryRoot } from '@cloudx3/launcher';
import { programOf, readWorkspaces } from '../packages/workspaces.ts';

/** A package of this workspace, as the checks see it. */
export interface WorkspacePackage {
  readonly name: string;
  /** From the repository's root, with "/". */
  readonly folder: string;
  /** Files behind its doors, from its folder: sources where a door leads to them. */
  readonly entries: readonly string[];
}

/** Every package of the workspace. */
export function workspacePackages(): WorkspacePackage[] {
  return readWorkspaces().map(({ folder, manifest: { name, exports = {} } }) => ({
    name,
    folder,
    entries: Object.values(exports).flatMap((target) =>
      typeof target === 'string' ? target : (target['cloudx3-source'] ?? target['default'] ?? []),
    ),
  }));
}

/** The programs of the workspace's packages: path of the file that starts each, by name. */
export function workspacePrograms(): ReadonlyMap<string, string> {
  return new Map(
    readWorkspaces().flatMap((workspace) => {
      const program = programOf(workspace);
      return program === undefined
        ? []
        : [[program.name, join(repositoryRoot, workspace.folder, program.bin)] as const];
    }),
  );
}

/** The top-level folders that hold code of the workspace. */
export function sourceFolders(): string[] {
  return [...new Set(workspacePackages().map(({ folder }) => folder.split('/')[0] ?? folder))];
}
