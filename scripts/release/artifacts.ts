import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { readChecksums } from '../build-contracts/artifacts.ts';
import { ReleaseError } from './error.ts';

/** Name of the file with the checksums of a release; `sha256sum -c` reads it. */
export const CHECKSUMS = 'checksums.txt';

/** Empties the folder of an earlier release, or makes one. Throws {@link ReleaseError} where it holds something else, which may be somebody's work. */
export function makeAnew(folder: string): void {
  if (existsSync(folder) && readdirSync(folder).length > 0 && !existsSync(join(folder, CHECKSUMS)))
    throw new ReleaseError(`${folder} is not empty and holds no release; empty it, or give another folder`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
}

/**
 * Copies the contracts' artifacts and the schemas of their messages into `folder`. Throws {@link ReleaseError} where an artifact is missing, or
 * is not the one whose checksum is committed.
 */
export function copyContracts(root: string, folder: string): void {
  const artifacts = join(root, 'contracts', 'artifacts');
  const { sums } = readChecksums(readFileSync(join(artifacts, CHECKSUMS), 'utf8'));
  const unknown = readdirSync(artifacts).find(
    (name) => name !== CHECKSUMS && !sums.has(`contracts/artifacts/${name}`),
  );
  if (unknown !== undefined)
    throw new ReleaseError(`contracts/artifacts/${unknown} has no checksum; run "npm run contracts"`);
  for (const [path, sum] of sums) {
    if (!path.startsWith('contracts/artifacts/')) continue;
    const file = join(root, path);
    if (!existsSync(file)) throw new ReleaseError(`${path} is missing; run "npm run contracts"`);
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
