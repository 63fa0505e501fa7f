import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The Go module that names wasmd and all it stands on, with their digests in go.sum. */
export const MODULE = join(import.meta.dirname, 'module');

const lock = ['go.mod', 'go.sum'].map((file) => readFileSync(join(MODULE, file), 'utf8'));

/** Of wasmd, such as `0.61.14`. */
export const WASMD_VERSION = versionIn(lock[0] ?? '');

/** What a build is kept under: the version, and what else of the module may change. */
export const BUILD_NAME = `${WASMD_VERSION}-${createHash('sha256').update(lock.join('')).digest('hex').slice(0, 8)}`;

function versionIn(goMod: string): string {
  const version = /^\s*github\.com\/CosmWasm\/wasmd v(\S+)/m.exec(goMod)?.[1];
  if (version === undefined) throw new TypeError('go.mod requires wasmd');
  return version;
}
