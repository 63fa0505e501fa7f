import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '@cloudx3/launcher';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { readWorkspaces } from '../packages/workspaces.ts';

const names = z.record(z.string(), z.string()).default({});
const manifest = z.object({
  dependencies: names,
  devDependencies: names,
  peerDependencies: names,
  optionalDependencies: names,
});

/** What the package.json files of the workspace ask of the registry, by name. */
function wanted(): string[] {
  const folders = ['.', ...readWorkspaces().map(({ folder }) => folder)];
  const ours = new Set(readWorkspaces().map((workspace) => workspace.manifest.name));
  const all = folders.flatMap((folder) => {
    const text = readFileSync(join(repositoryRoot, folder, 'package.json'), 'utf8');
    return Object.values(manifest.parse(JSON.parse(text))).flatMap((group) => Object.keys(group));
  });
  return [...new Set(all)].filter((name) => !ours.has(name)).sort();
}

/** Names in a table's first column; `@scope/*` stands for a scope. */
function stated(page: string): (name: string) => boolean {
  const rows = page.split('\n').filter((line) => line.startsWith('| `'));
  const listed = rows.flatMap((row) =>
    [...(row.split('|')[1] ?? '').matchAll(/`([^`]+)`/g)].map(([, name]) => name ?? ''),
  );
  return (name) =>
    listed.some((one) => one === name || (one.endsWith('/*') && name.startsWith(one.slice(0, -1))));
}

it('docs/DEPENDENCIES.md has each library that a package asks for, with licence and reason', () => {
  const has = stated(readFileSync(join(repositoryRoot, 'docs', 'DEPENDENCIES.md'), 'utf8'));
  expect(wanted().filter((name) => !has(name))).toEqual([]);
});

it('a library that is not in the table is found', () => {
  const has = stated('| `zod`, `@cosmjs/*` | MIT |\n\nLooked at and left: `left-pad`.\n');
  expect(['zod', '@cosmjs/crypto', '@cosmjs-other/x', 'left-pad', 'zo'].filter((name) => !has(name))).toEqual(
    ['@cosmjs-other/x', 'left-pad', 'zo'],
  );
});
