import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { writeKeyFile } from '@cloudx3/config';
import { publicKeyOf } from '@cloudx3/verifier-core';
import { askPassphrase } from '../config/load.ts';
import type { Surroundings } from '../config/load.ts';
import { openIdentity } from '../config/identity.ts';
import { renderConfig } from '../config/template.ts';
import { NodeError } from '../error.ts';
import { describeIdentity } from './identity-text.ts';
import type { PublicIdentity } from './identity-text.ts';

export interface InitOptions {
  readonly home: string;
  readonly name: string;
  readonly rpc: string;
  readonly chainId: string;
  readonly oracle: string;
  readonly devices?: string;
  readonly gasPrice: string;
  readonly prefix: string;
  readonly listen: readonly string[];
  readonly announce: readonly string[];
  readonly bootstrap: readonly string[];
  readonly httpPort: number;
  readonly passphraseFile?: string;
  readonly tlsCa?: string;
  readonly customCa?: string;
  readonly logFile?: string;
  readonly poolSize: number;
  /** `host=address`. */
  readonly resolve: readonly string[];
  /** `server:hole=file`. */
  readonly credential: readonly string[];
  readonly scryptWorkFactor?: number;
  /** Writes the configuration anew where one is there. Keys are never replaced. */
  readonly overwriteConfig?: boolean;
}

export interface InitResult extends PublicIdentity {
  readonly config: string;
  /** False where the keys were there already. */
  readonly newKeys: boolean;
}

export const CONFIG_NAME = 'node.toml';

/** Makes a node's home: keys where there are none, and a commented configuration. */
export async function init(options: InitOptions, surroundings: Surroundings): Promise<InitResult> {
  const home = resolve(options.home);
  const config = join(home, CONFIG_NAME);
  const files = {
    observation: join(home, 'keys', 'observation.age'),
    gas: join(home, 'keys', 'gas.age'),
    prefix: options.prefix,
  };
  const [hasConfig, hasKeys] = [existsSync(config), existsSync(files.observation) && existsSync(files.gas)];
  if (hasConfig && options.overwriteConfig !== true) {
    throw new NodeError(
      'node.usage',
      `${config} is there already; edit it, or add --overwrite-config (keys are kept)`,
    );
  }
  const passphrase = await askPassphrase(options.passphraseFile, surroundings);
  if (!hasKeys) await makeKeys(files, passphrase, options.scryptWorkFactor);
  // Opened even when just written: a key that does not open is better known now.
  const identity = await openIdentity(files, passphrase);
  await mkdir(home, { recursive: true, mode: 0o700 });
  await writeFile(config, renderConfig(template(options, home)), { mode: 0o600 });
  return {
    config,
    newKeys: !hasKeys,
    ...describeIdentity(identity, options.announce.length > 0 ? options.announce : options.listen),
  };
}

async function makeKeys(
  files: { observation: string; gas: string },
  passphrase: string,
  scryptWorkFactor: number | undefined,
): Promise<void> {
  const options = scryptWorkFactor === undefined ? {} : { scryptWorkFactor };
  for (const file of [files.observation, files.gas]) {
    if (!existsSync(file)) await writeKeyFile(file, newPrivateKey(), passphrase, options);
  }
}

function newPrivateKey(): Uint8Array {
  // All but 2⁻¹²⁸ of 32-byte strings are keys; publicKeyOf throws for the rest.
  const key = Uint8Array.from(randomBytes(32));
  publicKeyOf(key);
  return key;
}

function template(options: InitOptions, home: string) {
  // Paths are given from where the person stands, and kept from where the file is.
  const kept = (path: string | undefined): string | undefined =>
    path === undefined ? undefined : relative(home, resolve(path));
  const pair = (text: string, what: string): [string, string] => {
    const at = text.indexOf('=');
    if (at < 1) throw new NodeError('node.usage', `"${what}" is not of the form that --help shows`);
    return [text.slice(0, at), text.slice(at + 1)];
  };
  const credentials: Record<string, Record<string, string>> = {};
  for (const text of options.credential) {
    const [place, file] = pair(text, '--credential');
    const [server = '', hole = ''] = place.split(':');
    if (server === '' || hole === '')
      throw new NodeError('node.usage', '--credential is of the form server:hole=file');
    credentials[server] = { ...credentials[server], [hole]: kept(file) ?? file };
  }
  return {
    ...options,
    devices: options.devices,
    passphraseFile: kept(options.passphraseFile),
    tlsCa: kept(options.tlsCa),
    customCa: kept(options.customCa),
    logFile: options.logFile,
    resolve: Object.fromEntries(options.resolve.map((text) => pair(text, '--resolve'))),
    credentials,
  };
}
