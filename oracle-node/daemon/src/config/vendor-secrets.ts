import { readFile } from 'node:fs/promises';
import { openKey } from '@cloudx3/config';
import { z } from 'zod';
import { NodeError } from '../error.ts';
import type { VendorCredential } from '../notarizing/credentials.ts';
import type { NodeConfig } from './schema.ts';

const MAX_SECRET_BYTES = 4_096;
const sealedSchema = z.record(z.string(), z.string().min(1).max(MAX_SECRET_BYTES));

/** Where secrets come from. Given, so that tests and other programs can say what the environment is. */
export interface SecretSources {
  /** Makes a path of the configuration absolute. */
  readonly resolve: (path: string) => string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly passphrase: string;
}

/** Reads the credentials of all vendors. Errors name the place and never quote what stands there. */
export async function readVendorSecrets(
  vendors: NodeConfig['vendors'],
  sources: SecretSources,
): Promise<VendorCredential[]> {
  return Promise.all(
    vendors.map(async ({ server, subjects, sealed_file, env, files }) => {
      const sealed =
        sealed_file === undefined ? {} : await readSealed(sources.resolve(sealed_file), sources.passphrase);
      const fromEnvironment = Object.entries(env).map(
        ([hole, variable]) => [hole, fromVariable(variable, sources)] as const,
      );
      const fromFiles = await Promise.all(
        Object.entries(files).map(
          async ([hole, file]) => [hole, await readSecretFile(sources.resolve(file))] as const,
        ),
      );
      return {
        server,
        subjects,
        secrets: { ...sealed, ...Object.fromEntries(fromEnvironment), ...Object.fromEntries(fromFiles) },
      };
    }),
  );
}

function fromVariable(variable: string, { environment }: SecretSources): string {
  const value = environment[variable];
  if (value === undefined || value === '')
    throw new NodeError(
      'node.credentials',
      `the environment variable ${variable} is not set; set it, or correct [[vendors]]`,
    );
  return value;
}

async function readSecretFile(file: string): Promise<string> {
  const text = (await readOrFail(file)).split(/\r?\n/, 1)[0] ?? '';
  if (text === '') throw new NodeError('node.credentials', `${file} is empty; its first line is the secret`);
  return text;
}

async function readSealed(file: string, passphrase: string): Promise<Record<string, string>> {
  const sealed = await readOrFail(file);
  try {
    const parsed: unknown = JSON.parse(new TextDecoder().decode(await openKey(sealed, passphrase)));
    return sealedSchema.parse(parsed);
  } catch (cause) {
    // The cause may quote what was decrypted, so it goes no further.
    const reason =
      cause instanceof Error && 'code' in cause ? 'does not open with this passphrase' : 'holds no secrets';
    throw new NodeError('node.credentials', `${file} ${reason}; make it again with "oracle-node seal"`);
  }
}

async function readOrFail(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new NodeError('node.credentials', `${file} cannot be read; correct its path under [[vendors]]`, {
      cause,
    });
  }
}
