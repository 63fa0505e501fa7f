import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { MALLOC_ENVIRONMENT, MANY_CONNECTIONS } from '@cloudx3/launcher';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { binFile, versionFile } from './program-files.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cloudx3-bin-'));
  write('package.json', '{ "type": "module" }');
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(path: string, text: string): string {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

const PROGRAM = { name: 'acme', node: 24, manyConnections: false };

/** Tells how it was started. */
const MAIN = `console.log(JSON.stringify({
  args: process.argv.slice(2), flags: process.execArgv, pid: process.pid, malloc: process.env.MALLOC_ARENA_MAX,
}));`;

describe('the command of a program', () => {
  it('runs what was built, where there are no sources', () => {
    write('dist/cli/main.js', MAIN);
    const bin = write('bin/acme.mjs', binFile(PROGRAM));
    const said: unknown = JSON.parse(execFileSync(process.execPath, [bin, 'a', 'b c'], { encoding: 'utf8' }));
    expect(said).toMatchObject({ args: ['a', 'b c'], flags: [] });
  });

  it.skipIf(process.platform === 'win32')('starts again in its own place for many connections', () => {
    write('dist/cli/main.js', MAIN);
    const bin = write('bin/acme.mjs', binFile({ ...PROGRAM, manyConnections: true }));
    const { stdout, pid } = spawnSync(process.execPath, ['--no-warnings', bin, 'a'], { encoding: 'utf8' });
    expect(JSON.parse(stdout)).toEqual({
      args: ['a'],
      flags: ['--no-warnings', ...MANY_CONNECTIONS],
      pid,
      malloc: MALLOC_ENVIRONMENT['MALLOC_ARENA_MAX'],
    });
  });

  it('tells a Node that is too old so, in one line', () => {
    const bin = write('bin/acme.mjs', binFile({ ...PROGRAM, node: 999 }));
    const { status, stderr } = spawnSync(process.execPath, [bin], { encoding: 'utf8' });
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: `acme needs Node.js 999 or newer; this is Node.js ${process.versions.node}.\n`,
    });
  });

  it('hands the sources to the launcher, where they are', () => {
    write('src/cli/main.ts', '');
    write('dist/cli/main.js', MAIN);
    write(
      'node_modules/@cloudx3/launcher/index.js',
      'export const launch = (sources) => console.log(sources.pathname);',
    );
    write('node_modules/@cloudx3/launcher/package.json', '{ "type": "module", "exports": "./index.js" }');
    const bin = write('bin/acme.mjs', binFile({ ...PROGRAM, node: 999 }));
    expect(execFileSync(process.execPath, [bin], { encoding: 'utf8' })).toMatch(/\/src\/cli\/main\.ts\n$/);
  });
});

it('the version is what --version prints', () => {
  expect(versionFile('1.2.3')).toContain("export const VERSION = '1.2.3';");
});
