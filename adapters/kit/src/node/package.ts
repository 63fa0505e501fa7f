import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as z from 'zod';
import { AdapterError } from '../error.ts';

const packageSchema = z.object({
  name: z.string().optional(),
  version: z.string().default('0.0.0'),
  exports: z.unknown().optional(),
  main: z.string().optional(),
  peerDependencies: z.record(z.string(), z.string()).default({}),
});

/** What counts of a package.json, and where it stands. */
export interface FoundPackage extends z.output<typeof packageSchema> {
  /** The folder, with "/" at its end. */
  readonly root: URL;
}

/** The package that a file or folder is part of: the nearest package.json upwards. Throws as {@link packageIn} does. */
export function packageOf(path: string): FoundPackage | undefined {
  for (let folder = path; ; folder = dirname(folder)) {
    const found = packageIn(folder);
    if (found !== undefined) return found;
    if (dirname(folder) === folder) return undefined;
  }
}

/** The package whose package.json stands in this folder. Throws {@link AdapterError} `adapter.package` where that cannot be read. */
export function packageIn(folder: string): FoundPackage | undefined {
  const file = join(folder, 'package.json');
  if (!existsSync(file)) return undefined;
  try {
    const read = packageSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
    return { ...read, root: pathToFileURL(`${folder}/`) };
  } catch (cause) {
    throw new AdapterError('adapter.package', `${file} is no package.json`, { cause });
  }
}
