import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'smol-toml';
import { BuildError } from './build-error.ts';

/** Names of the contract crates of the workspace, sorted. */
export function listCrates(contractsFolder: string): string[] {
  const folder = join(contractsFolder, 'contracts');
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => packageName(join(folder, entry.name, 'Cargo.toml')))
    .sort();
}

function packageName(manifest: string): string {
  const { package: described } = parse(readFileSync(manifest, 'utf8')) as { package?: { name?: unknown } };
  if (typeof described?.name === 'string' && /^[a-z][a-z0-9_-]*$/.test(described.name)) return described.name;
  throw new BuildError(`${manifest} names no package.`);
}

export function selectCrates(
  crates: readonly string[],
  only: readonly string[] | undefined,
): readonly string[] {
  if (only === undefined) return crates;
  const unknown = only.find((name) => !crates.includes(name));
  if (unknown !== undefined)
    throw new BuildError(`There is no contract ${unknown}; there are ${crates.join(', ')}.`);
  return only;
}
