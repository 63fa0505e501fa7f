import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { doorsOf, programOf, publicWorkspaces, readWorkspaces } from './workspaces.ts';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'cloudx3-workspaces-'));
  plant('.', { workspaces: ['vendors/*', 'scripts', 'scripts/launcher', 'examples/*'] });
});
afterEach(() => rmSync(root, { recursive: true }));

function plant(folder: string, manifest: object): void {
  mkdirSync(join(root, folder), { recursive: true });
  writeFileSync(join(root, folder, 'package.json'), JSON.stringify({ version: '0.1.0', ...manifest }));
}

it('workspaces are found as npm finds them, and those of this repository alone are told apart', () => {
  plant('vendors/acme', {
    name: 'acme',
    bin: { acme: 'bin/acme.mjs' },
    exports: { '.': './a.js', './b': {} },
  });
  plant('scripts', { name: 'scripts' });
  plant('scripts/launcher', { name: 'launcher' });
  plant('examples/first', { name: 'first' });
  mkdirSync(join(root, 'vendors', 'no-package'));
  expect(readWorkspaces(root).map(({ folder }) => folder)).toEqual([
    'vendors/acme',
    'scripts',
    'scripts/launcher',
    'examples/first',
  ]);
  const published = publicWorkspaces(root);
  expect(published.map(programOf)).toEqual([{ name: 'acme', bin: 'bin/acme.mjs' }]);
  expect(published.flatMap(doorsOf)).toEqual(['acme', 'acme/b']);
});

it('a manifest that makes no sense is an error', () => {
  plant('vendors/acme', { name: 'acme', dependencies: ['zod'] });
  expect(() => readWorkspaces(root)).toThrow(/dependencies/);
});
