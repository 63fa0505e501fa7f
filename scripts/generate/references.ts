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

/**
 * The TypeScript projects that each package stands on are the packages of this workspace that its package.json names; those of the root are
 * all. Returns the tsconfig.json files that say something else; brought up to date unless `check`.
 */
export async function generateReferences(check: boolean, root = repositoryRoot): Promise<string[]> {
  const projects = readWorkspaces(root).filter(({ folder }) =>
    existsSync(join(root, folder, 'tsconfig.json')),
  );
  const changed: string[] = [];
  for (const [folder, references] of [
    ['.', projects.map(({ folder: path }) => path)] as const,
    ...projects.map((project) => [project.folder, dependenciesOf(project, projects, root)] as const),
  ]) {
    const file = posix.join(folder, 'tsconfig.json');
    const before = readFileSync(join(root, file), 'utf8');
    // Everything else stays as it is, where it is.
    const config = {
      ...tsconfig.parse(JSON.parse(before)),
      references: references.map((path) => ({ path })),
    };
    const options = await resolveConfig(join(root, file));
    const after = await format(JSON.stringify(config, null, 2), { ...options, parser: 'json' });
    if (before === after) continue;
    changed.push(file);
    if (!check) writeFileSync(join(root, file), after);
  }
  return changed;
}

function dependenciesOf({ folder }: Workspace, projects: readonly Workspace[], root: string): string[] {
  const { dependencies, devDependencies, peerDependencies } = manifest.parse(
    JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')),
  );
  const named = { ...dependencies, ...devDependencies, ...peerDependencies };
  return projects
    .filter(({ manifest: { name } }) => Object.hasOwn(named, name))
    .map((project) => posix.relative(folder, project.folder));
}
