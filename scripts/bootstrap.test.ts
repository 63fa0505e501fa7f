import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';

let clone = '';
/** A clone of which nothing is installed, with an npm that does what the test says. */
beforeEach(() => {
  clone = mkdtempSync(join(tmpdir(), 'cloudx3-clone-'));
  write('package-lock.json', '{}');
  mkdirSync(join(clone, 'scripts'));
  cpSync(join(import.meta.dirname, 'bootstrap.mjs'), join(clone, 'scripts', 'bootstrap.mjs'));
});
afterEach(() => rmSync(clone, { recursive: true }));

function write(path: string, text: string, atSeconds = 1_000): string {
  const file = join(clone, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  utimesSync(file, atSeconds, atSeconds);
  return file;
}

/** Installs if needed, with this npm. */
function bootstrap(npm: string): {
  readonly status: number | null;
  readonly stderr: string;
  readonly asked: boolean;
} {
  chmodSync(write('bin/npm', `#!/bin/sh\necho "$@" > "${clone}/asked"\n${npm}\n`), 0o755);
  const url = pathToFileURL(join(clone, 'scripts', 'bootstrap.mjs')).href;
  const text = `import { installIfNeeded } from '${url}'; installIfNeeded();`;
  const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', text], {
    encoding: 'utf8',
    env: { PATH: join(clone, 'bin') },
  });
  return { status, stderr, asked: existsSync(join(clone, 'asked')) };
}

const INSTALLED = 'node_modules/.package-lock.json';

it('a fresh clone is installed, and says so', () => {
  expect(bootstrap('exit 0')).toEqual({
    status: 0,
    stderr: expect.stringMatching(/^Installing dependencies/) as string,
    asked: true,
  });
});

it('a clone that is installed is left as it is, without a word', () => {
  write(INSTALLED, '{}', 1_000);
  expect(bootstrap('exit 1')).toEqual({ status: 0, stderr: '', asked: false });
});

it.each([
  ['whose lockfile is newer, as after a pull', () => write(INSTALLED, '{}', 999)],
  ['whose installation was cut short', () => write('node_modules/zod/package.json', '{}', 2_000)],
])('a clone %s is installed again', (_, change) => {
  change();
  expect(bootstrap('exit 0')).toMatchObject({ status: 0, asked: true });
});

it('an installation that fails ends with npm’s own words and a way out', () => {
  const { status, stderr } = bootstrap('echo "ENOTFOUND registry"; exit 1');
  expect(status).toBe(1);
  expect(stderr).toMatch(/ENOTFOUND registry\n"npm ci" failed; .*Check the network/);
});
