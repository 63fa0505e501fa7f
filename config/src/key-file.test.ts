import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ConfigError } from './error.ts';
import { readKeyFile, writeKeyFile } from './key-file.ts';
import { readPassphrase } from './passphrase.ts';
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

describe('key files', () => {
  it('come back as they were written, and only the owner may read them', async () => {
    const file = join(await folder, 'sub', 'key.age');
    await writeKeyFile(file, secret, 'correct horse', FAST);
    expect(await readKeyFile(file, 'correct horse')).toEqual(secret);
    expect((await stat(file)).mode & 0o077).toBe(0);
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

  it('do not make us spend minutes on a work factor that somebody else wrote', async () => {
    const text = await sealKey(secret, 'a', FAST);
    const raw = Buffer.from(text.split('\n').slice(1, -2).join(''), 'base64').toString('latin1');
    const heavy = Buffer.from(raw.replace(/(-> scrypt \S+) 4\n/, '$1 40\n'), 'latin1').toString('base64');
    const lines = heavy.match(/.{1,64}/g)?.join('\n') ?? '';
    const armored = `-----BEGIN AGE ENCRYPTED FILE-----\n${lines}\n-----END AGE ENCRYPTED FILE-----\n`;
    expect(await codeOf(openKey(armored, 'a'))).toBe('key.wrong_passphrase');
  });
});

describe('readPassphrase', () => {
  const variable = 'NOTARY_TEST_PASSPHRASE';

  it('takes the environment before the file, and the first line of the file', async () => {
    const file = join(await folder, 'pass');
    await writeFile(file, 'from file\r\nsecond line\n');
    expect(await readPassphrase({ variable, environment: { [variable]: 'env' }, file })).toBe('env');
    expect(await readPassphrase({ variable, environment: {}, file })).toBe('from file');
  });

  it('says how to give one where there is none', async () => {
    const empty = join(await folder, 'empty');
    await writeFile(empty, '\n');
    expect(await codeOf(readPassphrase({ variable, environment: {} }))).toBe('passphrase.missing');
    expect(await codeOf(readPassphrase({ variable, environment: {}, file: empty }))).toBe(
      'passphrase.missing',
    );
    const none = join(await folder, 'no-such-file');
    expect(await codeOf(readPassphrase({ variable, environment: {}, file: none }))).toBe(
      'passphrase.unreadable',
    );
  });
});
