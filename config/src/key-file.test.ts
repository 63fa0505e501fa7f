import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ConfigError } from './error.ts';
import { readKeyFile, writeKeyFile } from './key-file.ts';
import { openKey, sealKey } from './seal.ts';

const FAST = { scryptWorkFactor: 4 };
const secret = Uint8Array.from({ length: 32 }, (_, i) => i);
const folder = mkdtemp(join(tmpdir(), 'notary-key-'));
afterAll(async () => rm(await folder, { recursive: true }));

const codeOf = async (promise: Promise<unknown>): Promise<unknown> => {
  const error: unknown = await promise.then(
    () => undefined,
    (e: unknown) => e,
  );
  return error instanceof ConfigError ? error.code : error;
};

/** RFC 7468's strict form, as age has it: 64 characters a line. */
function armored(sealed: Buffer): string {
  const lines =
    sealed
      .toString('base64')
      .match(/.{1,64}/g)
      ?.join('\n') ?? '';
  return `-----BEGIN AGE ENCRYPTED FILE-----\n${lines}\n-----END AGE ENCRYPTED FILE-----\n`;
}

describe('key files', () => {
  it('come back as they were written, and only the owner may read them', async () => {
    const file = join(await folder, 'sub', 'key.age');
    await writeKeyFile(file, secret, 'correct horse', FAST);
    expect(await readKeyFile(file, 'correct horse')).toEqual(secret);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await stat(dirname(file))).mode & 0o777).toBe(0o700);
    expect(await readFile(file, 'latin1')).toMatch(/^-----BEGIN AGE ENCRYPTED FILE-----\n/);
  });

  it('are never overwritten', async () => {
    const file = join(await folder, 'once.age');
    await writeKeyFile(file, secret, 'a', FAST);
    expect(await codeOf(writeKeyFile(file, new Uint8Array(32), 'a', FAST))).toBe('key.exists');
    expect(await readKeyFile(file, 'a')).toEqual(secret);
  });

  it('refuse a wrong passphrase, a damaged file, a file of another kind and no file, each with a code', async () => {
    const file = join(await folder, 'refused.age');
    await writeKeyFile(file, secret, 'right', FAST);
    expect(await codeOf(readKeyFile(file, 'wrong'))).toBe('key.wrong_passphrase');
    const other = join(await folder, 'other.age');
    await writeFile(other, 'hello');
    expect(await codeOf(readKeyFile(other, 'right'))).toBe('key.malformed');
    expect(await codeOf(readKeyFile(join(await folder, 'none'), 'right'))).toBe('key.unreadable');
  });

  it('refuse every damage, at whichever byte of what is sealed', async () => {
    const lines = (await sealKey(secret, 'right', FAST)).split('\n');
    const sealed = Buffer.from(lines.slice(1, -2).join(''), 'base64');
    for (let at = 0; at < sealed.length; at += 1) {
      const damaged = Buffer.from(sealed.with(at, (sealed[at] ?? 0) ^ 1));
      expect([at, await codeOf(openKey(armored(damaged), 'right'))]).toEqual([at, 'key.wrong_passphrase']);
    }
    expect(await codeOf(openKey(armored(sealed.subarray(0, -1)), 'right'))).toBe('key.wrong_passphrase');
    expect(await openKey(armored(sealed), 'right')).toEqual(secret);
  });

  it('are read up to the size that a key file can have', async () => {
    const file = join(await folder, 'large.age');
    const text = await sealKey(secret, 'right', FAST);
    await writeFile(file, text + '\n'.repeat(16_384 - text.length));
    expect(await readKeyFile(file, 'right')).toEqual(secret);
    await writeFile(file, text + '\n'.repeat(16_385 - text.length));
    expect(await codeOf(readKeyFile(file, 'right'))).toBe('key.malformed');
  });

  it('say which file is meant and never which passphrase', async () => {
    const file = join(await folder, 'named.age');
    await writeKeyFile(file, secret, 'right', FAST);
    const error: unknown = await readKeyFile(file, 'hunter2').catch((e: unknown) => e);
    expect(String(error)).toContain(file);
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain('hunter2');
  });

  it('are not written where they cannot be', async () => {
    const file = join(await folder, 'a-file');
    await writeFile(file, '');
    expect(await codeOf(writeKeyFile(join(file, 'key.age'), secret, 'a', FAST))).toBe('key.unwritable');
    expect(await codeOf(writeKeyFile(await folder, secret, 'a', FAST))).toBe('key.exists');
  });

  it('do not make us spend minutes on a work factor that somebody else wrote', async () => {
    const text = await sealKey(secret, 'a', FAST);
    const raw = Buffer.from(text.split('\n').slice(1, -2).join(''), 'base64').toString('latin1');
    const heavy = Buffer.from(raw.replace(/(-> scrypt \S+) 4\n/, '$1 40\n'), 'latin1');
    expect(await codeOf(openKey(armored(heavy), 'a'))).toBe('key.wrong_passphrase');
  });
});
