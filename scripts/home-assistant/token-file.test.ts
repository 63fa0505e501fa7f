import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { forgetHomeWithoutToken, readToken, tokenPath, writeToken } from './token-file.ts';

let configDir: string;
beforeEach(async () => {
  configDir = await mkdtemp(join(tmpdir(), 'ha-token-'));
});
afterEach(() => rm(configDir, { recursive: true, force: true }));

const TOKEN = 'eyJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJhIn0.c2ln-_8';

test('a token is kept for its owner alone', async () => {
  await writeToken(configDir, TOKEN);
  expect(await readToken(configDir)).toBe(TOKEN);
  expect((await stat(tokenPath(configDir))).mode & 0o777).toBe(0o600);
});

test('a left-over of an interrupted write that everybody can read is not reused', async () => {
  await writeFile(`${tokenPath(configDir)}.next`, '', { mode: 0o644 });
  await writeToken(configDir, TOKEN);
  expect((await stat(tokenPath(configDir))).mode & 0o777).toBe(0o600);
});

test.each(['', 'a.b', 'a.b.c\r\nX-Evil: 1', `${'a'.repeat(2000)}.b.c`, 'a.b.ü'])(
  '%j is no token',
  async (text) => {
    await writeFile(tokenPath(configDir), text);
    expect(await readToken(configDir)).toBeUndefined();
  },
);

async function layOut(...names: string[]): Promise<string> {
  const state = join(configDir, '.storage');
  await mkdir(state);
  await Promise.all(names.map((name) => writeFile(join(configDir, name), '')));
  return state;
}

test('a home whose token was lost is forgotten, so that it can be onboarded again', async () => {
  const state = await layOut('configuration.yaml', '.HA_VERSION');
  await forgetHomeWithoutToken(configDir);
  expect(existsSync(state)).toBe(false);
});

test('a home with a token is kept', async () => {
  const state = await layOut('configuration.yaml', '.HA_VERSION');
  await writeToken(configDir, TOKEN);
  await forgetHomeWithoutToken(configDir);
  expect(existsSync(state)).toBe(true);
});

test('a folder that is no home is left alone', async () => {
  const state = await layOut('configuration.yaml');
  await forgetHomeWithoutToken(configDir);
  expect(existsSync(state)).toBe(true);
});
