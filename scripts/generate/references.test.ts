import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { repositoryRoot } from '@cloudx3/launcher';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readWorkspaces } from '../packages/workspaces.ts';
import { generateReferences } from './references.ts';

let tree = '';

/** A tree with this one's package.json and tsconfig.json files. */
beforeEach(() => {
  tree = mkdtempSync(join(tmpdir(), 'cloudx3-references-'));
  for (const folder of ['.', ...readWorkspaces().map((workspace) => workspace.folder)]) {
    mkdirSync(join(tree, folder), { recursive: true });
    for (const name of ['package.json', 'tsconfig.json', 'tsconfig.test.json', '.prettierrc.json'])
      if (existsSync(join(repositoryRoot, folder, name)))
        cpSync(join(repositoryRoot, folder, name), join(tree, folder, name));
  }
});
afterEach(() => rmSync(tree, { recursive: true, force: true }));

function write(file: string, content: object): void {
  mkdirSync(join(tree, file, '..'), { recursive: true });
  writeFileSync(join(tree, file), JSON.stringify(content));
}

function referencesOf(file: string): string[] {
  const { references } = JSON.parse(readFileSync(join(tree, file), 'utf8')) as {
    references: { path: string }[];
  };
  return references.map(({ path }) => path);
}

it('has nothing to say of what is committed', async () => {
  expect(await generateReferences(true, tree)).toEqual([]);
});

it('finds a vendor by its folder alone, and what it stands on by its package.json', async () => {
  const before = referencesOf('tsconfig.json');
  write('adapters/acme/package.json', {
    name: '@cloudx3/adapter-acme',
    version: '0.1.0',
    dependencies: { '@cloudx3/adapter-kit': '^0.1.0', zod: '^4.6.7' },
    peerDependencies: { 'cloudx3-emulator': '^0.1.0' },
    devDependencies: { '@cloudx3/adapter-conformance': '^0.1.0' },
  });
  write('adapters/acme/tsconfig.json', { include: ['src'] });
  const changed = ['tsconfig.json', 'adapters/acme/tsconfig.json'];
  expect(await generateReferences(true, tree)).toEqual(changed);
  expect(await generateReferences(false, tree)).toEqual(changed);
  expect(referencesOf('tsconfig.json').sort()).toEqual([...before, 'adapters/acme'].sort());
  expect(referencesOf('adapters/acme/tsconfig.json').sort()).toEqual([
    '../conformance',
    '../emulator',
    '../kit',
  ]);
  expect(await generateReferences(true, tree)).toEqual([]);
});

it('finds a reference that is missing, and one that is too many', async () => {
  write('tsconfig.json', { files: [], references: [{ path: 'proto' }] });
  write('proto/tsconfig.json', { include: ['src'], references: [{ path: '../sdk' }] });
  expect(await generateReferences(true, tree)).toEqual(['tsconfig.json', 'proto/tsconfig.json']);
});
