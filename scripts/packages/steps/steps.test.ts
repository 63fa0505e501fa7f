import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Installed } from '../step.ts';
import { doors } from './doors.ts';
import { libraries } from './libraries.ts';
import { programs } from './programs.ts';
import { types } from './types.ts';

const THIS_NODE = { version: process.versions.node, binary: process.execPath };

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cloudx3-steps-'));
  write('package.json', '{ "type": "module" }');
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(path: string, text: string): string {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

/** One package, "acme", with its program. */
function installed(): Installed {
  const manifest = {
    name: 'acme',
    version: '1.2.3',
    engines: { node: '>=20' },
    exports: { '.': { types: './index.d.ts', default: './index.js' } },
    bin: { acme: 'bin/acme.mjs' },
    dependencies: {},
    peerDependencies: {},
  };
  const workspace = { folder: 'acme', manifest };
  const packed = { name: 'acme', workspace, files: [], read: () => undefined, tarball: '', size: 0 };
  return { folder, packed: [packed], nodes: { oldest: THIS_NODE, programs: THIS_NODE } };
}

function installDoor(text: string): void {
  write('node_modules/acme/package.json', '{ "type": "module", "exports": "./index.js" }');
  write('node_modules/acme/index.js', text);
}

function installCommand(answers: Readonly<Record<string, string>>): void {
  const file = write(
    'node_modules/.bin/acme',
    `#!/usr/bin/env node\nconsole.log(${JSON.stringify(answers)}[process.argv[2]]);`,
  );
  chmodSync(file, 0o755);
}

describe('the step "doors"', () => {
  it('counts the doors that open', async () => {
    installDoor('export const part = 1;');
    await expect(doors.run(installed())).resolves.toEqual({ doors: { [THIS_NODE.version]: 1 } });
  });

  it.each([
    ['exports nothing', '', /acme: nothing is exported/],
    ['imports what is not there', "import 'gone';", /Cannot find package 'gone'/],
  ])('fails where a door %s', async (_, text, said) => {
    installDoor(text);
    await expect(doors.run(installed())).rejects.toThrow(said);
  });
});

describe('the step "programs" fails where a program', () => {
  it.each([
    ['says another version', { '--version': '1.2.2', '--help': 'Usage: acme' }, /--version says 1\.2\.2/],
    ['has no help', { '--version': '1.2.3', '--help': 'Welcome' }, /--help says something else/],
    [
      'runs on a Node that is too old for it',
      { '--version': '1.2.3', '--help': 'Usage: acme' },
      /acme ran on Node\.js .*, which it says it does not/,
    ],
  ])('%s', async (_, answers, said) => {
    installCommand(answers);
    await expect(programs.run(installed())).rejects.toThrow(said);
  });
});

it('the step "types" fails where a program does not compile', async () => {
  const options = { compilerOptions: { noEmit: true, strict: true, types: [] }, files: ['a.ts'] };
  write('tsconfig.json', JSON.stringify(options));
  write('tsconfig.bundler.json', JSON.stringify(options));
  write('a.ts', "export const n: number = 'one';\n");
  await expect(types.run(installed())).rejects.toThrow(/a\.ts\(1,14\): error TS2322/);
});

it('the step "libraries" fails where a program throws', async () => {
  write('out/uses.js', 'throw new Error("torn");');
  await expect(libraries.run(installed())).rejects.toThrow(/torn/);
});
