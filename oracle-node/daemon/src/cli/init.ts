import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { writeKeyFile } from '@cloudx3/config';
import { publicKeyOf } from '@cloudx3/verifier-core';
import { askPassphrase } from '../config/load.ts';
import type { Surroundings } from '../config/load.ts';
import { openIdentity } from '../config/identity.ts';
import type { IdentityFiles } from '../config/identity.ts';
import { renderConfig } from '../config/template.ts';
import { NodeError } from '../error.ts';
import { describeIdentity } from './identity-text.ts';
import type { PublicIdentity } from './identity-text.ts';
import { INIT_SETTINGS } from './init-settings.ts';
import type { InitOptions } from './init-settings.ts';
import { KEY_FILES, configTemplate } from './init-template.ts';

/** What "init" made. */
export interface InitResult extends PublicIdentity {
  /** Path of the configuration. */
  readonly config: string;
  /** False where the keys were there already. */
  readonly newKeys: boolean;
}

export const CONFIG_NAME = 'node.toml';

/** Makes a node's home: keys where there are none, and a commented configuration. Throws `node.usage` where one is there. */
export async function init(options: InitOptions, surroundings: Surroundings): Promise<InitResult> {
  const home = resolve(options.home ?? INIT_SETTINGS.home.initial ?? '.');
  const config = join(home, CONFIG_NAME);
  const files: IdentityFiles = {
    observation: join(home, KEY_FILES.observation),
    gas: join(home, KEY_FILES.gas),
    prefix: options.prefix ?? INIT_SETTINGS.prefix.initial ?? '',
  };
  if (existsSync(config) && options.overwriteConfig !== true)
    throw new NodeError(
      'node.usage',
      `${config} is there already; edit it, or add --overwrite-config (keys are kept)`,
    );
  // Before anything is written: what is wrong with the options leaves nothing behind.
  const text = renderConfig(configTemplate(options, home));
  const newKeys = !existsSync(files.observation) || !existsSync(files.gas);
  const passphrase = await askPassphrase(options.passphraseFile, surroundings);
  if (newKeys) await makeKeys(files, passphrase, options.scryptWorkFactor);
  // Opened even when just written: a key that does not open is better known now.
  const identity = await openIdentity(files, passphrase);
  await mkdir(home, { recursive: true, mode: 0o700 });
  await writeFile(config, text, { mode: 0o600 });
  const { announce = [], listen = INIT_SETTINGS.listen.initial ?? [] } = options;
  return { config, newKeys, ...describeIdentity(identity, announce.length > 0 ? announce : listen) };
}

async function makeKeys(
  files: IdentityFiles,
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
