import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '@cloudx3/launcher';
import { z } from 'zod';

/** Folders of the workspaces that are not published, a `/` at the end for all below it. Every other workspace is. */
const PRIVATE_FOLDERS: readonly string[] = ['scripts', 'scripts/launcher', 'test', 'examples/'];

/** Whether a workspace is for this repository alone, or for copying. */
export function isPrivate(folder: string): boolean {
  return PRIVATE_FOLDERS.some((path) => (path.endsWith('/') ? folder.startsWith(path) : folder === path));
}

const names = z.record(z.string(), z.string()).default({});

const manifestSchema = z.object({
  name: z.string(),
  version: z.string(),
  private: z.boolean().optional(),
  description: z.string().optional(),
  license: z.string().optional(),
  repository: z.object({ type: z.string(), url: z.string(), directory: z.string() }).optional(),
  type: z.string().optional(),
  engines: z.object({ node: z.string() }).optional(),
  /** A door is the name behind the package's; what stands under it are the conditions by which it opens. */
  exports: z.record(z.string(), z.union([z.string(), z.record(z.string(), z.string())])).optional(),
  files: z.array(z.string()).optional(),
  bin: names,
  dependencies: names,
  peerDependencies: names,
});

/** What is read of a package.json. */
export type Manifest = z.infer<typeof manifestSchema>;

export interface Workspace {
  /** From the repository's root. */
  readonly folder: string;
  readonly manifest: Manifest;
}

/** The workspaces in the order of the root's package.json. Throws a ZodError on a package.json that makes no sense. */
export function readWorkspaces(root: string = repositoryRoot): Workspace[] {
  const { workspaces } = z.object({ workspaces: z.array(z.string()) }).parse(readJson(root, 'package.json'));
  return workspaces
    .flatMap((pattern) => globSync(pattern, { cwd: root }).sort())
    .filter((folder) => existsSync(join(root, folder, 'package.json')))
    .map((folder) => ({ folder, manifest: manifestSchema.parse(readJson(root, folder, 'package.json')) }));
}

/** The workspaces that are published. */
export function publicWorkspaces(root?: string): Workspace[] {
  return readWorkspaces(root).filter(({ folder }) => !isPrivate(folder));
}

/** The program that a package is, or undefined for a library. A program's package has the program's name. */
export function programOf({
  manifest,
}: Workspace): { readonly name: string; readonly bin: string } | undefined {
  const [entry] = Object.entries(manifest.bin);
  return entry === undefined ? undefined : { name: entry[0], bin: entry[1] };
}

/** The doors of a package, as they are imported. */
export function doorsOf({ manifest }: Workspace): string[] {
  return Object.keys(manifest.exports ?? {}).map((door) => manifest.name + door.slice(1));
}

function readJson(...path: readonly string[]): unknown {
  return JSON.parse(readFileSync(join(...path), 'utf8'));
}
