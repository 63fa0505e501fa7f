import { existsSync, readFileSync, renameSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { repositoryRoot } from '@cloudx3/launcher';
import { z } from 'zod';
import type { House, Subject } from './checks/subject.ts';
import { output } from './command.ts';
import { publicWorkspaces, readWorkspaces } from './workspaces.ts';
import type { Workspace } from './workspaces.ts';

const packedSchema = z.object({
  name: z.string(),
  filename: z.string(),
  size: z.number(),
  files: z.array(z.object({ path: z.string() })),
});
/** npm 11 prints an array, npm 12 an object with the packages' names. */
const packOutput = z
  .union([z.array(packedSchema), z.record(z.string(), packedSchema)])
  .transform((packed) => Object.values(packed));

/** A published package: its tarball, and what the rules look at. */
export interface Packed extends Subject {
  /** Path of the tarball. */
  readonly tarball: string;
  /** Bytes of the tarball. */
  readonly size: number;
}

/** `npm pack` of every public package into `folder`, from what was built before. */
export async function packAll(folder: string): Promise<Packed[]> {
  const workspaces = publicWorkspaces();
  const scoped = workspaces.filter(({ manifest }) => manifest.name.startsWith('@'));
  const others = workspaces.filter((workspace) => !scoped.includes(workspace));
  // One after the other: npm names the tarballs of @cloudx3/notary and of cloudx3-notary alike.
  return [...(await packSome(scoped, folder)), ...(await packSome(others, folder))];
}

async function packSome(workspaces: readonly Workspace[], folder: string): Promise<Packed[]> {
  // By folder: npm takes --workspace for all that lies below it too.
  const folders = workspaces.map((workspace) => `./${workspace.folder}`);
  const text = await output('npm', ['pack', '--json', '--pack-destination', folder, ...folders], {
    cwd: repositoryRoot,
  });
  const packed = new Map(packOutput.parse(JSON.parse(text)).map((entry) => [entry.name, entry]));
  return workspaces.map((workspace) => {
    const entry = packed.get(workspace.manifest.name);
    if (entry === undefined) throw new Error(`npm packed no ${workspace.manifest.name}`);
    const tarball = join(folder, tarballName(workspace));
    renameSync(join(folder, entry.filename), tarball);
    return {
      name: entry.name,
      workspace,
      files: entry.files.map(({ path }) => path),
      read: (path) => readIn(workspace, path),
      tarball,
      size: entry.size,
    };
  });
}

function tarballName({ manifest: { name, version } }: Workspace): string {
  return `${name.replace(/^@/, '').replace('/', '__')}-${version}.tgz`;
}

/** What the rules compare packages with: this repository, as it was installed. */
export function houseOf(): House {
  return {
    licence: readFileSync(join(repositoryRoot, 'LICENSE'), 'utf8'),
    workspaces: readWorkspaces(),
    enginesOf,
  };
}

function readIn({ folder }: Workspace, path: string): string | undefined {
  const file = join(repositoryRoot, folder, path);
  return existsSync(file) && statSync(file).isFile() ? readFileSync(file, 'utf8') : undefined;
}

const engines = z.object({ engines: z.object({ node: z.string().optional() }).optional() });

function enginesOf(dependency: string, from: Workspace): string | undefined {
  const search =
    createRequire(join(repositoryRoot, from.folder, 'package.json')).resolve.paths(dependency) ?? [];
  const file = search
    .map((folder) => join(folder, dependency, 'package.json'))
    .find((path) => existsSync(path));
  if (file === undefined) return undefined;
  return engines.parse(JSON.parse(readFileSync(file, 'utf8'))).engines?.node;
}
