import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NODE_FLAGS, nodeBinary } from '@cloudx3/launcher';
import { afterEach, beforeEach, expect, it } from 'vitest';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ha-main-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** What the program says on a machine without Python, so that an installation would fail at once. */
function run(...words: readonly string[]): { readonly status: number | null; readonly said: string } {
  const main = join(import.meta.dirname, 'main.ts');
  const args = [...NODE_FLAGS, main, ...words, '--cache-dir', join(folder, 'cache')];
  const { status, stderr } = spawnSync(nodeBinary(), args, { encoding: 'utf8', env: { PATH: folder } });
  return { status, said: stderr };
}

const start = (...words: readonly string[]) => run('start', '--config-dir', join(folder, 'home'), ...words);

it('says which program is missing, and how to get it', () => {
  expect(run('install')).toEqual({
    status: 1,
    said: expect.stringMatching(
      /Python 3\.11 is needed and none was found[^]*\(home_assistant\.python\.missing\)/,
    ) as string,
  });
});

it.each([
  ['a certificate without its key', ['--certificate', 'a.pem'], /--certificate, --key and --ca go together/],
  [
    'a certificate that is not there',
    ['--certificate', 'a.pem', '--key', 'a.key', '--ca', 'ca.pem'],
    /a\.pem cannot be read/,
  ],
  ['a port that is none', ['--port', '80a'], /must be a number from 1 to 65535/],
])('refuses %s before it installs anything', (_, words, said) => {
  const { status, said: text } = start(...words);
  expect(text).toMatch(said);
  expect(text).not.toMatch(/Python|at .*main\.ts/);
  expect(status).toBe(1);
  expect(existsSync(join(folder, 'cache'))).toBe(false);
});

it('goes on to the installation with a certificate of one’s own', () => {
  const files = ['cert.pem', 'key.pem', 'ca.pem'].map((name) => join(folder, name));
  for (const file of files) writeFileSync(file, 'PEM');
  const [certificate = '', key = '', ca = ''] = files;
  const { said } = start('--certificate', certificate, '--key', key, '--ca', ca);
  expect(said).toMatch(/home_assistant\.python\.missing/);
  expect(existsSync(join(folder, 'home'))).toBe(false);
});
