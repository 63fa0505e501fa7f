import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { sealKey } from '@cloudx3/config';
import { askPassphrase } from '../config/load.ts';
import type { Surroundings } from '../config/load.ts';
import { NodeError } from '../error.ts';

const MAX_INPUT_BYTES = 16_384;

/** Seals `hole=secret` lines from `input` under the passphrase, for `sealed_file` of a vendor. Gives the names of the holes. */
export async function seal(
  options: { readonly file: string; readonly passphraseFile?: string; readonly scryptWorkFactor?: number },
  input: AsyncIterable<Buffer | string>,
  surroundings: Surroundings,
): Promise<string[]> {
  const passphrase = await askPassphrase(options.passphraseFile, surroundings);
  let text = '';
  for await (const chunk of input) {
    text += chunk.toString();
    if (text.length > MAX_INPUT_BYTES)
      throw new NodeError('node.usage', `more than ${MAX_INPUT_BYTES} bytes on standard input`);
  }
  const secrets: Record<string, string> = {};
  for (const line of text.split(/\r?\n/).filter((candidate) => candidate !== '')) {
    const at = line.indexOf('=');
    const hole = line.slice(0, Math.max(0, at));
    // The line is not quoted: it may be a secret.
    if (!/^[a-z][a-z0-9_]{0,31}$/.test(hole) || at === line.length - 1)
      throw new NodeError('node.usage', 'each line on standard input is hole=secret');
    secrets[hole] = line.slice(at + 1);
  }
  if (Object.keys(secrets).length === 0)
    throw new NodeError('node.usage', 'nothing on standard input; give lines of the form hole=secret');
  const factor = options.scryptWorkFactor === undefined ? {} : { scryptWorkFactor: options.scryptWorkFactor };
  const sealed = await sealKey(new TextEncoder().encode(JSON.stringify(secrets)), passphrase, factor);
  await mkdir(dirname(options.file), { recursive: true, mode: 0o700 });
  await writeFile(options.file, sealed, { mode: 0o600 });
  return Object.keys(secrets);
}
