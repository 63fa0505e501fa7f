import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { repositoryRoot } from '@cloudx3/launcher';
import { workspacePackages } from '../workspace.ts';
import type { WorkspacePackage } from '../workspace.ts';

/** A tree with the packages of this one and nothing in them, for planting what a check must find. */
export interface Skeleton extends Disposable {
  readonly root: string;
  readonly packages: readonly WorkspacePackage[];
  write(file: string, text: string): void;
}

/** Every package keeps its package.json; each of its doors leads to an empty module. Nothing is installed twice: third parties are linked. */
export function plantSkeleton(): Skeleton {
  const root = mkdtempSync(join(tmpdir(), 'cloudx3-planted-'));
  const packages = workspacePackages();
  const write = (file: string, text: string): void => {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  };
  linkThirdParties(join(root, 'node_modules'), packages);
  for (const name of rootConfigurations())
    cpSync(join(repositoryRoot, name), join(root, name), { recursive: true });
  for (const { name, folder, entries } of packages) {
    for (const file of ['package.json', 'tsconfig.json', 'tsconfig.test.json']) {
      const original = join(repositoryRoot, folder, file);
      if (!existsSync(original)) continue;
      write(join(folder, file), readFileSync(original, 'utf8'));
      // A project of tests without a test is an error.
      if (file === 'tsconfig.test.json') write(join(folder, 'src/planted.test.ts'), 'export {};\n');
    }
    for (const entry of entries) write(join(folder, entry), 'export const planted = 0;\n');
    const link = join(root, 'node_modules', name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(join(root, folder), link);
  }
  return { root, packages, write, [Symbol.dispose]: () => rmSync(root, { recursive: true, force: true }) };
}

function rootConfigurations(): string[] {
  const named = [
    'package.json',
    'notary/layers.json',
    'scripts/check/directions/packages.json',
    'scripts/check/test-files.json',
  ];
  const found = readdirSync(repositoryRoot).filter((name) =>
    /^(\.prettier|\.dependency-cruiser|eslint\.config|knip|tsconfig|vitest)/.test(name),
  );
  return [...named, ...found];
}

function linkThirdParties(into: string, own: readonly WorkspacePackage[]): void {
  mkdirSync(into);
  const names = new Set(own.map(({ name }) => name));
  const installed = join(repositoryRoot, 'node_modules');
  for (const name of readdirSync(installed)) {
    if (name === '@cloudx3' || names.has(name)) continue;
    symlinkSync(join(installed, name), join(into, name));
  }
}
