import { createHash } from 'node:crypto';
import { copyFileSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { readChecksums } from '../build-contracts/artifacts.ts';
import { ReleaseError } from './error.ts';

/** Name of the file with the checksums of a release; `sha256sum -c` reads it. */
export const CHECKSUMS = 'checksums.txt';

/**
 * Copies the contracts' artifacts and the schemas of their messages into `folder`. Throws {@link ReleaseError} where an artifact is not the one
 * whose checksum is committed.
 */
export function copyContracts(root: string, folder: string): void {
  const { sums } = readChecksums(readFileSync(join(root, 'contracts', 'artifacts', CHECKSUMS), 'utf8'));
  for (const [path, sum] of sums) {
    if (!path.startsWith('contracts/artifacts/')) continue;
    const file = join(root, path);
    if (sha256(file) !== sum)
      throw new ReleaseError(`${path} is not what its checksum says; run "npm run contracts -- --check"`);
    copyFileSync(file, join(folder, basename(path)));
  }
  for (const name of readdirSync(join(root, 'contracts', 'schema')))
    copyFileSync(
      join(root, 'contracts', 'schema', name),
      join(folder, name.replace(/\.json$/, '.schema.json')),
    );
}

/** Writes the checksums of all files of a release beside them, and gives the files' names in order. */
export function writeChecksums(folder: string): string[] {
  const names = readdirSync(folder)
    .filter((name) => name !== CHECKSUMS)
    .sort();
  const lines = names.map((name) => `${sha256(join(folder, name))}  ${name}\n`);
  writeFileSync(join(folder, CHECKSUMS), lines.join(''));
  return names;
}

function sha256(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}
