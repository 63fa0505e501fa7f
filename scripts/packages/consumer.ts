import { cpSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '@cloudx3/launcher';
import { z } from 'zod';
import { output } from './command.ts';
import type { Packed } from './pack.ts';
import { doorsOf } from './workspaces.ts';

/** Programs that somebody outside of this repository could have written. */
const OUTSIDE = join(import.meta.dirname, 'outside');
/** Those that they would have copied. */
const EXAMPLES = join(repositoryRoot, 'examples');
/** What such a person brings besides our packages, in the versions that this repository has. */
const BROUGHT = ['@types/node', 'vitest', 'zod'];

/** A folder outside of this repository in which all packages are installed, with the programs of {@link OUTSIDE} and the examples. */
export async function installInto(folder: string, packed: readonly Packed[]): Promise<void> {
  const ours = Object.fromEntries(packed.map(({ name, tarball }) => [name, `file:${tarball}`]));
  const brought = Object.fromEntries(BROUGHT.map((name) => [name, installedVersion(name)]));
  write(folder, 'package.json', {
    name: 'outside',
    private: true,
    type: 'module',
    dependencies: { ...ours, ...brought },
    // What our packages ask of each other comes from the tarballs too.
    overrides: Object.fromEntries(packed.map(({ name }) => [name, `$${name}`])),
  });
  for (const file of readdirSync(OUTSIDE)) cpSync(join(OUTSIDE, file), join(folder, file));
  cpSync(EXAMPLES, join(folder, 'examples'), { recursive: true, filter: isCopied });
  writeFileSync(join(folder, 'doors.ts'), doorsProgram(packed));
  const strict = {
    ...{ target: 'ES2023', strict: true, skipLibCheck: false, types: ['node'] },
    // What Node.js runs names its own files as they are.
    rewriteRelativeImportExtensions: true,
  };
  const include = ['*.ts', 'examples/**/*.ts'];
  write(folder, 'tsconfig.json', {
    compilerOptions: { ...strict, module: 'NodeNext', outDir: 'out', rootDir: '.' },
    include,
  });
  write(folder, 'tsconfig.bundler.json', {
    compilerOptions: { ...strict, module: 'ESNext', moduleResolution: 'bundler', noEmit: true },
    include,
  });
  await output('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: folder });
}

/** What the examples' README says: all but what is of this repository. */
function isCopied(path: string): boolean {
  return !/[/\\](dist|node_modules|tsconfig\.json)$/.test(path);
}

/** Takes every door of every package, so that the compiler reads all their declarations. */
function doorsProgram(packed: readonly Packed[]): string {
  const doors = packed.flatMap(({ workspace }) => doorsOf(workspace));
  const imports = doors.map((door, i) => `import * as door${i} from '${door}';`);
  const counts = doors.map((_, i) => `Object.keys(door${i}).length`);
  return `${imports.join('\n')}\nexport const exported: readonly number[] = [${counts.join(', ')}];\n`;
}

function write(folder: string, file: string, content: object): void {
  writeFileSync(join(folder, file), `${JSON.stringify(content, null, 2)}\n`);
}

function installedVersion(name: string): string {
  const file = join(repositoryRoot, 'node_modules', name, 'package.json');
  return z.object({ version: z.string() }).parse(JSON.parse(readFileSync(file, 'utf8'))).version;
}
