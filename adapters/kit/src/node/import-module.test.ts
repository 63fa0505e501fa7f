import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packageIn, packageOf } from './package.ts';

const PROGRAM = fileURLToPath(new URL('../testdata/import-modules.ts', import.meta.url));

let folder = '';
beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'adapters-kit-import-')));
  plant('node_modules/tank/package.json', {
    name: 'tank',
    exports: { '.': './main.mjs', './emulated': './emulated.mjs' },
  });
  plant('node_modules/tank/main.mjs', 'export const tank = 1;');
  plant('node_modules/tank/emulated.mjs', 'export const emulated = 1;');
  plant('mine/package.json', { name: 'mine', type: 'module', exports: { '.': { import: './src/main.ts' } } });
  plant('mine/src/main.ts', 'export const mine: number = 1;');
  plant('plain/package.json', { name: 'plain', version: '1.2.3', main: 'lib.mjs' });
  plant('plain/lib.mjs', 'export const plain = 1;');
  plant('bare/index.js', 'exports.bare = 1;');
  plant('throws.mjs', "throw new Error('no mains');");
  plant('wants.mjs', "import './absent.mjs';");
  plant('broken/package.json', '{ "name": ');
  plant('typed/package.json', { name: 1 });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function plant(file: string, content: string | object): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), typeof content === 'string' ? content : JSON.stringify(content));
}

describe('importModule', () => {
  const REQUESTS = [
    { module: 'tank' },
    { module: 'tank', door: 'emulated' },
    { module: './mine' },
    { module: 'plain' },
    { module: './plain' },
    { module: 'bare' },
    { module: 'throws.mjs', door: 'emulated' },
    { module: './wants.mjs' },
    { module: './absent.mjs' },
    { module: 'nobody' },
    { module: './mine', door: 'emulated' },
    { module: 'tank', folder: tmpdir() },
  ];
  let results: readonly Record<string, unknown>[] = [];
  beforeAll(() => {
    const requests = REQUESTS.map((request) => ({ folder, ...request }));
    const flags = ['--conditions=cloudx3-source', '--disable-warning=ExperimentalWarning'];
    const said = execFileSync(process.execPath, [...flags, PROGRAM, JSON.stringify(requests)], {
      encoding: 'utf8',
    });
    results = JSON.parse(said) as Record<string, unknown>[];
  });

  it.each([
    [0, 'a package by its name, as seen from the folder', 'tank', 'node_modules/tank/main.mjs'],
    [1, 'another door of it', 'emulated', 'node_modules/tank/emulated.mjs'],
    [
      2,
      'a folder with a package whose doors open to imports alone, in TypeScript',
      'mine',
      'mine/src/main.ts',
    ],
    [3, 'a folder before a package of that name', 'plain', 'plain/lib.mjs'],
    [4, 'a folder with a package that has a main file', 'plain', 'plain/lib.mjs'],
    [5, 'a folder without a package', 'bare', 'bare/index.js'],
  ])('imports request %i: %s', (at, _, name, file) => {
    const { ok, names, file: found } = results[at] ?? {};
    expect({ ok, file: found }).toEqual({ ok: true, file: join(folder, file) });
    expect(names).toContain(name);
  });

  it.each([
    [6, 'throws', 'a module that throws', 'no mains'],
    [7, 'throws', 'a module that imports what is absent', 'absent.mjs'],
    [8, 'missing', 'a file that is not there', 'absent.mjs'],
    [9, 'missing', 'a package that is not there', 'nobody'],
    [10, 'missing', 'a door that a package has not', 'emulated'],
    [11, 'missing', 'a package that is installed elsewhere', 'tank'],
  ])('says of request %i that it is %s: %s', (at, reason, _, message) => {
    expect(results[at]).toMatchObject({
      ok: false,
      reason,
      message: expect.stringContaining(message) as string,
    });
  });
});

describe('packageOf', () => {
  it('is the nearest package.json upwards', () => {
    expect(packageOf(join(folder, 'mine', 'src'))).toMatchObject({ name: 'mine', version: '0.0.0' });
    expect(packageOf(join(folder, 'mine', 'src'))?.root.pathname).toBe(`${folder}/mine/`);
    expect(packageOf(join(folder, 'plain'))).toMatchObject({
      version: '1.2.3',
      main: 'lib.mjs',
      peerDependencies: {},
    });
    expect(packageIn(join(folder, 'mine', 'src'))).toBeUndefined();
  });

  it.each(['broken', 'typed'])('refuses one that is %s, and names the file', (name) => {
    expect(() => packageOf(join(folder, name))).toThrow(
      expect.objectContaining({
        code: 'adapter.package',
        message: `${join(folder, name, 'package.json')} is no package.json`,
      }),
    );
  });
});
