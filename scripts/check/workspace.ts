import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { repositoryRoot } from '@cloudx3/launcher';
import * as z from 'zod';

const rootManifest = z.object({ workspaces: z.array(z.string()) });
const door = z.union([
  z.string(),
  z.object({ 'cloudx3-source': z.string().optional(), default: z.string() }),
]);
const manifest = z.object({
  name: z.string(),
  exports: z.record(z.string(), door).optional(),
  bin: z.record(z.string(), z.string()).default({}),
});

/** A package of this workspace. */
export interface WorkspacePackage {
  readonly name: string;
  /** From the repository's root, with "/". */
  readonly folder: string;
  /** Files behind its doors, from its folder. */
  readonly entries: readonly string[];
}

/** Every package of the workspace, as npm sees it. */
export function workspacePackages(): WorkspacePackage[] {
  const { workspaces } = rootManifest.parse(readJson(join(repositoryRoot, 'package.json')));
  const folders = globSync(
    workspaces.map((pattern) => `${pattern}/package.json`),
    { cwd: repositoryRoot },
  );
  return folders
    .map((file) => dirname(file))
    .filter((folder) => !folder.includes('node_modules'))
    .sort()
    .map((folder) => {
      const { name, exports = {} } = manifest.parse(readJson(join(repositoryRoot, folder, 'package.json')));
      return { name, folder, entries: Object.values(exports).map(entryOf) };
    });
}

function entryOf(target: z.infer<typeof door>): string {
  return typeof target === 'string' ? target : (target['cloudx3-source'] ?? target.default);
}

/** The programs of the workspace's packages: path of the file that starts each, by name. */
export function workspacePrograms(): ReadonlyMap<string, string> {
  return new Map(
    workspacePackages().flatMap(({ folder }) => {
      const { bin } = manifest.parse(readJson(join(repositoryRoot, folder, 'package.json')));
      return Object.entries(bin).map(([name, file]): [string, string] => [
        name,
        join(repositoryRoot, folder, file),
      ]);
    }),
  );
}

/** The top-level folders that hold code of the workspace. */
export function sourceFolders(): string[] {
  return [...new Set(workspacePackages().map(({ folder }) => folder.split('/')[0] ?? folder))];
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'));
}
