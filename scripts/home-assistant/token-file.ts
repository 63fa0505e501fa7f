import { readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Header, payload and signature of a JWT in base64url: nothing that could break out of an HTTP header. */
const TOKEN = /^[\w-]+\.[\w-]+\.[\w-]+$/;
const MAX_TOKEN_LENGTH = 1024;

export function tokenPath(configDir: string): string {
  return join(configDir, 'long-lived-token');
}

/** The token of an earlier start, or undefined where there is none or the file holds something else. */
export async function readToken(configDir: string): Promise<string | undefined> {
  const text = await readFile(tokenPath(configDir), 'utf8').catch(() => '');
  const token = text.trimEnd();
  return token.length <= MAX_TOKEN_LENGTH && TOKEN.test(token) ? token : undefined;
}

/** Readable by its owner only, and never half-written. */
export async function writeToken(configDir: string, token: string): Promise<void> {
  const path = tokenPath(configDir);
  await rm(`${path}.next`, { force: true });
  await writeFile(`${path}.next`, `${token}\n`, { mode: 0o600 });
  await rename(`${path}.next`, path);
}

/**
 * A home that has a user but whose token was lost (a start that was interrupted at the wrong moment) can never be
 * onboarded again. Its state is then thrown away; the demo home has nothing else worth keeping.
 */
export async function forgetHomeWithoutToken(configDir: string): Promise<void> {
  if ((await readToken(configDir)) !== undefined) return;
  const state = join(configDir, '.storage');
  // Only a folder that this program laid out: it holds our configuration and Home Assistant's own version file.
  const ours = await Promise.all(
    ['configuration.yaml', '.HA_VERSION'].map((name) => exists(join(configDir, name))),
  );
  if (ours.every(Boolean)) await rm(state, { recursive: true, force: true });
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
