import { mkdir, open } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { ConfigError, writeKeyFile } from '@cloudx3/config';
import { secp256k1 } from '@noble/curves/secp256k1.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { publicKeyOf } from '@cloudx3/verifier-core';
import { renderConfig } from './template.ts';
import { askPassphrase } from './read-files.ts';
import type { PassphraseContext } from './read-files.ts';

/** What `init` writes down. Paths are from the working folder. */
export interface InitOptions {
  /** Folder to write into; it is made where it is missing. */
  readonly dir: string;
  /** Chain that is served. */
  readonly chainId: string;
  /** Address of the oracle contract. */
  readonly oracle: string;
  /** Address of the devices contract, so that it is known what commands pay. */
  readonly devices?: string;
  /** URL of the RPC of a chain node, `http` or `https`. */
  readonly rpc: string;
  /** Address to listen on. */
  readonly host: string;
  /** Port to listen on; 0 for any that is free. */
  readonly port: number;
  /** Loopback port for `/health` and `/metrics`; left out, there are none. */
  readonly adminPort?: number;
  /** `wss` URL by which provers reach the notary, without a path. */
  readonly publicUrl?: string;
  /** PEM files of the notary's own address. */
  readonly tlsCert: string;
  readonly tlsKey: string;
  /** Certificate of a private CA that vendors may use, PEM or DER. */
  readonly customCa?: string;
  /** File whose first line is the passphrase; else it is asked for, or read from the environment. */
  readonly passphraseFile?: string;
  /** Cost of opening the key file, as an exponent of two. */
  readonly scryptWorkFactor?: number;
  /** Serves hosts on private addresses. Never in production. */
  readonly development?: boolean;
  /** Development only: IP address by server name. */
  readonly resolve?: Readonly<Record<string, string>>;
}

/** What `init` wrote. */
export interface InitResult {
  /** Path of the configuration file. */
  readonly config: string;
  /** Path of the encrypted key. */
  readonly keyFile: string;
  /** Hex of the 33-byte public key. */
  readonly pubkey: string;
}

const KEY_FILE = 'notary-key.age';
const CONFIG_FILE = 'notary.toml';

/** Writes a new configuration and a new encrypted key into a folder. Rejects with ConfigError where either is there already. */
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
      devices: options.devices,
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
