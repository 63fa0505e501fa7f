import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as z from 'zod';
import { AdapterToolError } from '../error.ts';

const packageSchema = z.object({
  name: z.string().optional(),
  version: z.string().default('0.0.0'),
  exports: z.unknown(),
  main: z.string().optional(),
});

export interface AdapterPackage extends z.output<typeof packageSchema> {
  /** The folder, with "/" at its end. */
  readonly root: URL;
}

/** The package that a file or folder is part of: the nearest package.json upwards. */
export function packageOf(path: string): AdapterPackage | undefined {
  for (let folder = path; ; folder = dirname(folder)) {
    const file = join(folder, 'package.json');
    if (existsSync(file)) return { ...readPackage(file), root: pathToFileURL(`${folder}/`) };
    if (dirname(folder) === folder) return undefined;
  }
}

function readPackage(file: string): z.output<typeof packageSchema> {
  try {
    return packageSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (cause) {
    throw new AdapterToolError('tool.file_malformed', `${file} is no package.json`, { cause });
  }
}
