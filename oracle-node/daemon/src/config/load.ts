import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { loadConfig, readPassphrase } from '@cloudx3/config';
import { NodeError } from '../error.ts';
import type { VendorCredential } from '../notarizing/credentials.ts';
import { openIdentity } from './identity.ts';
import type { Identity } from './identity.ts';
import { configSchema } from './schema.ts';
import type { NodeConfig } from './schema.ts';
import { readVendorSecrets } from './vendor-secrets.ts';

/** Name of the environment variable that may hold the passphrase of keys and sealed secrets. */
export const PASSPHRASE_VARIABLE = 'CLOUDX3_PASSPHRASE';

/** What a program is started in; tests hand in their own. */
export interface Surroundings {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Where to ask for the passphrase; left out where nobody can answer. */
  readonly terminal?:
    { readonly input: NodeJS.ReadableStream; readonly output: NodeJS.WritableStream } | undefined;
}

interface OpenedConfig {
  readonly config: NodeConfig;
  readonly identity: Identity;
  readonly passphrase: string;
  /** Makes a path of the file absolute. */
  readonly resolve: (path: string) => string;
}

/** A configuration with everything that it names read. */
export interface LoadedConfig extends Omit<OpenedConfig, 'passphrase'> {
  readonly vendors: readonly VendorCredential[];
  /** PEM. */
  readonly tlsCa: string | undefined;
  /** DER. */
  readonly customCa: Uint8Array | undefined;
}

/** Reads the file alone; throws `ConfigError` with every problem by line. */
export async function readNodeConfig(
  file: string,
): Promise<{ config: NodeConfig; readonly resolve: (path: string) => string }> {
  const config = await loadConfig(file, configSchema);
  const folder = dirname(resolve(file));
  return { config, resolve: (path) => resolve(folder, path) };
}

export async function askPassphrase(
  file: string | undefined,
  { environment, terminal }: Surroundings,
): Promise<string> {
  return readPassphrase({
    variable: PASSPHRASE_VARIABLE,
    environment,
    file,
    ...(terminal === undefined
      ? {}
      : { terminal: { ...terminal, prompt: 'Passphrase of the node’s keys: ' } }),
  });
}

/** Reads the file and opens the keys: enough to show or register them. */
export async function loadIdentity(file: string, surroundings: Surroundings): Promise<OpenedConfig> {
  const { config, resolve: absolute } = await readNodeConfig(file);
  const { keys, chain } = config;
  const passphraseFile = keys.passphrase_file === undefined ? undefined : absolute(keys.passphrase_file);
  const passphrase = await askPassphrase(passphraseFile, surroundings);
  const identity = await openIdentity(
    { observation: absolute(keys.observation), gas: absolute(keys.gas), prefix: chain.prefix },
    passphrase,
  );
  return { config, identity, passphrase, resolve: absolute };
}

/** Reads the file and everything that it names: keys, credentials, authorities. Throws `ConfigError` or `NodeError` with the way out. */
export async function loadNode(file: string, surroundings: Surroundings): Promise<LoadedConfig> {
  const { config, identity, passphrase, resolve: absolute } = await loadIdentity(file, surroundings);
  const { notaries, development } = config;
  const vendors = await readVendorSecrets(config.vendors, {
    resolve: absolute,
    environment: surroundings.environment,
    passphrase,
  });
  const tlsCa =
    notaries.tls_ca === undefined
      ? undefined
      : (await readBytes(absolute(notaries.tls_ca), 'notaries.tls_ca')).toString('utf8');
  const customCa =
    development.custom_ca === undefined
      ? undefined
      : certificateDer(await readBytes(absolute(development.custom_ca), 'development.custom_ca'));
  return { config, identity, vendors, tlsCa, customCa, resolve: absolute };
}

async function readBytes(file: string, setting: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (cause) {
    throw new NodeError('node.usage', `${file} cannot be read; correct ${setting}`, { cause });
  }
}

function certificateDer(bytes: Buffer): Uint8Array {
  try {
    return new Uint8Array(new X509Certificate(bytes).raw);
  } catch (cause) {
    throw new NodeError('node.usage', 'development.custom_ca is no certificate; name a PEM or DER file', {
      cause,
    });
  }
}
