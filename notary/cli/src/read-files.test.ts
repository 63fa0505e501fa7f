import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeKeyFile } from '@cloudx3/config';
import { testTls } from '@cloudx3/notary/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PASSPHRASE_VARIABLE, askPassphrase, readCertificate, readPrivateKey } from './read-files.ts';
import type { NotaryConfig } from './config.ts';

let folder: string;
/** Is never read: only the folder that it stands in counts. */
let configFile: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'notary-files-'));
  configFile = join(folder, 'notary.toml');
});
afterAll(() => rm(folder, { recursive: true }));

const context = { environment: { [PASSPHRASE_VARIABLE]: 'a passphrase' }, terminal: false };

describe('a certificate that the file names', () => {
  it('may be in PEM or DER, beside the file', async () => {
    const { ca } = await testTls();
    await writeFile(join(folder, 'ca.pem'), ca.pem);
    await writeFile(join(folder, 'ca.der'), ca.der);
    const pem = await readCertificate(configFile, 'vendors.custom_ca', 'ca.pem');
    expect(Buffer.from(pem).equals(ca.der)).toBe(true);
    expect(await readCertificate(configFile, 'vendors.custom_ca', 'ca.der')).toEqual(pem);
  });

  it('and is none, or is not there, is named with its setting', async () => {
    await writeFile(join(folder, 'junk.pem'), 'no certificate');
    await expect(readCertificate(configFile, 'vendors.custom_ca', 'junk.pem')).rejects.toMatchObject({
      code: 'config.invalid',
      message: expect.stringContaining('vendors.custom_ca') as string,
    });
    await expect(readCertificate(configFile, 'vendors.custom_ca', 'none.pem')).rejects.toMatchObject({
      code: 'config.unreadable',
      message: expect.stringContaining('vendors.custom_ca') as string,
    });
  });
});

describe('the key file', () => {
  const of = (file: string, passphrase_file?: string): NotaryConfig =>
    ({ key: { file, ...(passphrase_file === undefined ? {} : { passphrase_file }) } }) as NotaryConfig;

  it('is opened with the passphrase of the environment or of its file, and with no other', async () => {
    const key = new Uint8Array(32).fill(7);
    await writeKeyFile(join(folder, 'key.age'), key, 'a passphrase', { scryptWorkFactor: 4 });
    await writeFile(join(folder, 'passphrase'), 'a passphrase\nand more\n');
    await writeFile(join(folder, 'wrong'), 'another\n');
    const none = { environment: {}, terminal: false };
    expect(await readPrivateKey(configFile, of('key.age'), context)).toEqual(key);
    expect(await readPrivateKey(configFile, of('key.age', 'passphrase'), none)).toEqual(key);
    await expect(readPrivateKey(configFile, of('key.age', 'wrong'), none)).rejects.toMatchObject({
      code: expect.stringMatching(/^key\./) as string,
    });
  });

  it('that holds a key of another kind is refused', async () => {
    await writeKeyFile(join(folder, 'other.age'), new Uint8Array(64), 'a passphrase', {
      scryptWorkFactor: 4,
    });
    await expect(readPrivateKey(configFile, of('other.age'), context)).rejects.toMatchObject({
      code: 'key.malformed',
    });
  });
});

describe('a passphrase', () => {
  it('that is nowhere, where nobody can be asked, is said to be missing', async () => {
    await expect(askPassphrase({ environment: {}, terminal: false }, undefined)).rejects.toMatchObject({
      code: 'passphrase.missing',
      message: expect.stringContaining(PASSPHRASE_VARIABLE) as string,
    });
  });
});
