import { mkdir, open } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { ConfigError, writeKeyFile } from '@cloudx3/config';
import { secp256k1 } from '@noble/curves/secp256k1.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { publicKeyOf } from '@cloudx3/verifier-core';
import { renderConfig } from './template.ts';
import { askPassphrase } from './read-files.ts';
import type { PassphraseContext } from './read-files.ts';

export interface InitOptions {
  readonly dir: string;
  readonly chainId: string;
  readonly oracle: string;
  readonly rpc: string;
  readonly host: string;
  readonly port: number;
  readonly adminPort?: number;
  readonly publicUrl?: string;
  readonly tlsCert: string;
  readonly tlsKey: string;
  readonly customCa?: string;
  readonly passphraseFile?: string;
  readonly scryptWorkFactor?: number;
  readonly development?: boolean;
  /** Development only: IP address by server name. */
  readonly resolve?: Readonly<Record<string, string>>;
}

export interface InitResult {
  readonly config: string;
  readonly keyFile: string;
  readonly pubkey: string;
}

const KEY_FILE = 'notary-key.age';
const CONFIG_FILE = 'notary.toml';

/** Writes a new configuration and a new encrypted key into a folder. Refuses to replace either. */
export async function init(options: InitOptions, context: PassphraseContext): Promise<InitResult> {
  const dir = resolve(options.dir);
  const config = join(dir, CONFIG_FILE);
  const keyFile = join(dir, KEY_FILE);
  const passphrase = await askPassphrase(context, options.passphraseFile);
  const privateKey = secp256k1.utils.randomSecretKey();
  await mkdir(dir, { recursive: true, mode: 0o700 });
  const { scryptWorkFactor } = options;
  await writeKeyFile(
    keyFile,
    privateKey,
    passphrase,
    scryptWorkFactor === undefined ? {} : { scryptWorkFactor },
  );
  // Paths are given from where the person stands, and kept from where the file is.
  const from = (path: string): string => relative(dir, resolve(path)) || path;
  const kept = (path: string | undefined): string | undefined =>
    path === undefined ? undefined : from(path);
  await writeNew(
    config,
    renderConfig({
      ...options,
      adminPort: options.adminPort,
      publicUrl: options.publicUrl,
      tlsCert: from(options.tlsCert),
      tlsKey: from(options.tlsKey),
      customCa: kept(options.customCa),
      passphraseFile: kept(options.passphraseFile),
      keyFile: KEY_FILE,
      development: options.development ?? false,
      resolve: options.resolve ?? {},
    }),
  );
  return { config, keyFile, pubkey: bytesToHex(publicKeyOf(privateKey)) };
}

async function writeNew(file: string, text: string): Promise<void> {
  let handle;
  try {
    handle = await open(file, 'wx', 0o600);
  } catch (cause) {
    throw new ConfigError(
      'config.invalid',
      `${file} exists already or cannot be written; move it away first`,
      { cause },
    );
  }
  try {
    await handle.writeFile(text);
  } finally {
    await handle.close();
  }
}
