import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { ConfigError, readKeyFile, readPassphrase } from '@cloudx3/config';
import type { NotaryConfig } from './config.ts';

/** The environment variable that a passphrase is looked for in first. */
export const PASSPHRASE_VARIABLE = 'CLOUDX3_NOTARY_PASSPHRASE';

/** Where a passphrase may come from beside the file: the environment, and a person where there is one. */
export interface PassphraseContext {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly terminal: boolean;
}

const PRIVATE_KEY_BYTES = 32;

/** A path of the configuration, which is relative to the file that says it. */
function besides(configFile: string, path: string): string {
  return resolve(dirname(configFile), path);
}

/** The passphrase of the notary's key: from the environment, else from this file, else from a person. Rejects with ConfigError. */
export function askPassphrase(context: PassphraseContext, file: string | undefined): Promise<string> {
  const { environment, terminal } = context;
  return readPassphrase({
    variable: PASSPHRASE_VARIABLE,
    environment,
    file,
    ...(terminal
      ? {
          terminal: {
            input: process.stdin,
            output: process.stderr,
            prompt: 'Passphrase of the notary key: ',
          },
        }
      : {}),
  });
}

/** The notary's private key, 32 bytes. Rejects with ConfigError `key.*`. */
export async function readPrivateKey(
  configFile: string,
  { key }: NotaryConfig,
  context: PassphraseContext,
): Promise<Uint8Array> {
  const passphraseFile = key.passphrase_file;
  const passphrase = await askPassphrase(
    context,
    passphraseFile === undefined ? undefined : besides(configFile, passphraseFile),
  );
  const file = besides(configFile, key.file);
  const privateKey = await readKeyFile(file, passphrase);
  if (privateKey.length !== PRIVATE_KEY_BYTES) {
    throw new ConfigError('key.malformed', `${file} holds no notary key; name the file that "init" made`);
  }
  return privateKey;
}

/** A file that the configuration names, under the name of its setting. */
export async function readSetting(configFile: string, setting: string, path: string): Promise<Uint8Array> {
  const file = besides(configFile, path);
  try {
    return await readFile(file);
  } catch (cause) {
    throw new ConfigError('config.unreadable', `${setting}: ${file} cannot be read; correct the path`, {
      cause,
    });
  }
}

/** The DER of a certificate in PEM or DER. */
export async function readCertificate(
  configFile: string,
  setting: string,
  path: string,
): Promise<Uint8Array> {
  const bytes = await readSetting(configFile, setting, path);
  try {
    return new Uint8Array(new X509Certificate(bytes).raw);
  } catch (cause) {
    throw new ConfigError('config.invalid', `${setting}: ${path} is no certificate; give one in PEM or DER`, {
      cause,
    });
  }
}
