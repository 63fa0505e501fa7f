import { createHash } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

export const HOME_ASSISTANT_VERSION = '2024.3.3';

/** The build tools of the packages that exist as source only; installed first, since pip builds with what is there. */
export const BUILD_REQUIREMENTS = join(import.meta.dirname, 'requirements-build.txt');
/** Every package with its version and the hashes of its files. */
export const REQUIREMENTS = join(import.meta.dirname, 'requirements.txt');
/** Pure Python, and published without a wheel; everything else must come as a wheel, so that no compiler is needed. */
export const SOURCE_ONLY = ['fnvhash', 'hassil', 'pyturbojpeg'];

const MARKER = 'complete.json';

const Marker = z.strictObject({
  version: z.string(),
  /** sha256 over the requirement files. */
  requirements: z.string(),
  python: z.string(),
});

/** Written as the last act of an installation, so that an interrupted one has none. */
export type InstallationMarker = z.infer<typeof Marker>;

export interface InstallationPaths {
  /** The virtual environment. */
  readonly environment: string;
  readonly python: string;
  readonly marker: string;
  readonly log: string;
  readonly lock: string;
}

export function installationPaths(cacheDir: string): InstallationPaths {
  const environment = join(cacheDir, 'environment');
  return {
    environment,
    python: join(environment, 'bin', 'python'),
    marker: join(environment, MARKER),
    log: join(cacheDir, 'install.log'),
    lock: join(cacheDir, 'install.lock'),
  };
}

export async function requirementsDigest(): Promise<string> {
  const hash = createHash('sha256');
  for (const file of [BUILD_REQUIREMENTS, REQUIREMENTS]) hash.update(await readFile(file));
  return hash.digest('hex');
}

/** The marker, or undefined where there is none or it says something else than a marker should. */
export async function readMarker(path: string): Promise<InstallationMarker | undefined> {
  try {
    return Marker.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch {
    return undefined;
  }
}

export async function writeMarker(path: string, marker: InstallationMarker): Promise<void> {
  const next = `${path}.next`;
  await writeFile(next, `${JSON.stringify(marker)}\n`);
  await rename(next, path);
}

/** Whether what the marker speaks of is what these sources want. */
export function isCurrent(marker: InstallationMarker | undefined, requirements: string): boolean {
  return marker?.version === HOME_ASSISTANT_VERSION && marker.requirements === requirements;
}
