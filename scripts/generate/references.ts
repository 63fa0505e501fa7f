import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { repositoryRoot } from '@cloudx3/launcher';
import { format, resolveConfig } from 'prettier';
import * as z from 'zod';
import { readWorkspaces } from '../packages/workspaces.ts';
import type { Workspace } from '../packages/workspaces.ts';

const tsconfig = z.record(z.string(), z.unknown());
const names = z.record(z.string(), z.string()).default({});
const manifest = z.object({ dependencies: names, devDependencies: names, peerDependencies: names });

const PROJECT = 'tsconfig.json';
/** Where it is there, the package's tests are a project of their own, which may use more than the package does. */
const TESTS = 'tsconfig.test.json';

/**
 * The TypeScript projects that each package stands on are the packages of this workspace that its package.json names; those of the root are
 * all. Returns the tsconfig files that say something else; brought up to date unless `check`.
 */
export async function generateReferences(check: boolean, root = repositoryRoot): Promise<string[]> {
  const has = (folder: string, file: string): boolean => existsSync(join(root, folder, file));
  const projects = readWorkspaces(root).filter(({ folder }) => has(folder, PROJECT));
  const wanted = projects.flatMap((project) => {
    const { folder } = project;
    const { own, all } = dependenciesOf(project, projects, root);
    return has(folder, TESTS)
      ? [
          { file: posix.join(folder, PROJECT), references: own },
          { file: posix.join(folder, TESTS), references: ['.', ...all] },
        ]
      : [{ file: posix.join(folder, PROJECT), references: all }];
  });
  const everything = projects.flatMap(({ folder }) =>
    has(folder, TESTS) ? [folder, posix.join(folder, TESTS)] : [folder],
  );
  const changed: string[] = [];
  for (const { file, references } of [{ file: PROJECT, references: everything }, ...wanted])
    if (!(await bringUpToDate(join(root, file), references, check))) changed.push(file);
  return changed;
}

/** Whether the file had these references; unless `check`, it has them afterwards. Everything else stays as it is, where it is. */
async function bringUpToDate(file: string, references: readonly string[], check: boolean): Promise<boolean> {
  const before = readFileSync(file, 'utf8');
  const config = { ...tsconfig.parse(JSON.parse(before)), references: references.map((path) => ({ path })) };
  const options = await resolveConfig(file);
  const after = await format(JSON.stringify(config, null, 2), { ...options, parser: 'json' });
  if (before !== after && !check) writeFileSync(file, after);
  return before === after;
}

/** Folders of the packages that a package names, from its own: those that it needs, and all, with those of its development. */
function dependenciesOf({ folder }: Workspace, projects: readonly Workspace[], root: string) {
  const { dependencies, devDependencies, peerDependencies } = manifest.parse(
    JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')),
  );
  const named = (names: object) =>
    projects
      .filter(({ manifest: { name } }) => Object.hasOwn(names, name))
      .map((project) => posix.relative(folder, project.folder));
  const own = { ...dependencies, ...peerDependencies };
  return { own: named(own), all: named({ ...own, ...devDependencies }) };
}
