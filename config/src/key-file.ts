import { mkdir, open, readFile } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ConfigError } from './error.ts';
import { MAX_KEY_FILE_BYTES, openKey, sealKey } from './seal.ts';

/**
 * Writes a new encrypted key file, readable by its owner only and flushed to disk before this resolves. Never replaces one that
 * exists (`key.exists`): a key that is overwritten is lost, and its bond with it. `key.unwritable` where the folder does not let it.
 */
export async function writeKeyFile(
  file: string,
  secret: Uint8Array,
  passphrase: string,
  options: { readonly scryptWorkFactor?: number } = {},
): Promise<void> {
  const text = await sealKey(secret, passphrase, options);
  const handle = await openNew(file);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function openNew(file: string): Promise<FileHandle> {
  const unwritable = (cause: unknown) =>
    new ConfigError('key.unwritable', `${file} cannot be written; check the folder and its permissions`, {
      cause,
    });
  await mkdir(dirname(file), { recursive: true, mode: 0o700 }).catch((cause: unknown) => {
    throw unwritable(cause);
  });
  try {
    return await open(file, 'wx', 0o600);
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'EEXIST')) throw unwritable(cause);
    throw new ConfigError('key.exists', `${file} exists already; keep it, or move it away first`, { cause });
  }
}

/** Reads a key file. Throws {@link ConfigError} with a code of its own for a missing file, a wrong one and a wrong passphrase. */
export async function readKeyFile(file: string, passphrase: string): Promise<Uint8Array> {
  let text: string;
  try {
    const bytes = await readFile(file);
    text = bytes.length > MAX_KEY_FILE_BYTES ? '' : bytes.toString('latin1');
  } catch (cause) {
    throw new ConfigError('key.unreadable', `${file} cannot be read; run "init" first, or correct the path`, {
      cause,
    });
  }
  try {
    return await openKey(text, passphrase);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    throw new ConfigError(error.code, `${file}: ${error.message}`, { cause: error });
  }
}
