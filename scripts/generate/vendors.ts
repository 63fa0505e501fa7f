import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '@cloudx3/launcher';

const ADAPTERS = join(repositoryRoot, 'adapters');

/** Folders of `adapters/` with a vendor each: what has recorded answers is a vendor's; the others are what vendors stand on. */
export function vendorFolders(): string[] {
  return readdirSync(ADAPTERS)
    .filter((name) => existsSync(join(ADAPTERS, name, 'fixtures', 'manifest.json')))
    .sort();
}

/** Whether the emulator can play this vendor. */
export function isEmulated(vendor: string): boolean {
  return existsSync(join(ADAPTERS, vendor, 'src', 'emulated', 'index.ts'));
}
