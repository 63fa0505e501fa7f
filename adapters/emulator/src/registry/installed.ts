import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packageIn } from '@cloudx3/adapter-kit/node';

/** The door of a vendor's package that its emulated part stands behind. */
export const DOOR = 'emulated';

/** Where this package stands: what is installed beside it is found whatever folder somebody starts it in. */
export const OWN_FOLDER = dirname(fileURLToPath(import.meta.url));

/**
 * Names of the packages with an emulated vendor that a module in one of `folders` could import, in alphabetical order: they have the door, and
 * name this package among their peers.
 */
export function installedVendors(folders: readonly string[]): string[] {
  const names = new Set<string>();
  for (const folder of new Set(folders.flatMap(packageFolders))) {
    for (const name of packagesIn(folder)) if (isEmulatedVendor(join(folder, name))) names.add(name);
  }
  return [...names].sort();
}

/** Every `node_modules` from a folder upwards. */
function packageFolders(folder: string): string[] {
  const found = join(folder, 'node_modules');
  const above = dirname(folder) === folder ? [] : packageFolders(dirname(folder));
  return existsSync(found) ? [found, ...above] : above;
}

function packagesIn(folder: string): string[] {
  return readdirSync(folder).flatMap((name) =>
    name.startsWith('@') ? readdirSync(join(folder, name)).map((inner) => `${name}/${inner}`) : [name],
  );
}

function isEmulatedVendor(folder: string): boolean {
  const found = packageIn(folder);
  return (
    found !== undefined &&
    Object.hasOwn(found.peerDependencies, OWN_NAME) &&
    typeof found.exports === 'object' &&
    found.exports !== null &&
    Object.hasOwn(found.exports, `./${DOOR}`)
  );
}

const OWN_NAME = packageIn(join(OWN_FOLDER, '..', '..'))?.name ?? '';
