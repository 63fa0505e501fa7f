import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * A file with the passphrase of the node's keys, made where there is none. Beside the keys it keeps nobody out who reads the disk: in earnest it comes
 * from a place of its own (a mounted secret, or CLOUDX3_PASSPHRASE in the environment of the service).
 */
export function openPassphrase(home: string): string {
  const file = join(home, 'passphrase');
  if (!existsSync(file)) {
    mkdirSync(home, { recursive: true, mode: 0o700 });
    writeFileSync(file, `${randomBytes(24).toString('base64url')}\n`, { mode: 0o600 });
  }
  return file;
}
