import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, relative } from 'node:path';
import type { BuiltCrate } from './build-crate.ts';
import { BuildError } from './build-error.ts';
import { artifactPath, checksumsFile, repositoryRoot } from './paths.ts';
import type { Toolchain } from './toolchain.ts';

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function shown(path: string): string {
  return relative(repositoryRoot, path);
}

interface Checksums {
  readonly compiler: string | undefined;
  /** Path from the root of the repository → sha256. */
  readonly sums: ReadonlyMap<string, string>;
}

/** The file reads `sha256sum -c` from the repository's root; the compiler is in a comment above. */
export function readChecksums(text: string): Checksums {
  const sums = new Map<string, string>();
  for (const line of text.split('\n')) {
    const match = /^([0-9a-f]{64}) {2}(\S+)$/.exec(line);
    if (match !== null) sums.set(match[2] ?? '', match[1] ?? '');
  }
  return { compiler: /^# compiler: (.+)$/m.exec(text)?.[1], sums };
}

function writeChecksums(compiler: string, sums: ReadonlyMap<string, string>): string {
  const lines = [...sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([path, sum]) => `${sum}  ${path}`);
  return `# compiler: ${compiler}\n${lines.join('\n')}\n`;
}

function recorded(): Checksums {
  return readChecksums(existsSync(checksumsFile) ? readFileSync(checksumsFile, 'utf8') : '');
}

/** Puts the artifacts in their places and records them. `complete` drops what is no longer built. */
export function installArtifacts(
  toolchain: Toolchain,
  built: readonly BuiltCrate[],
  complete: boolean,
): void {
  const previous = recorded();
  if (!complete && previous.compiler !== undefined && previous.compiler !== toolchain.version) {
    throw new BuildError(
      `The others were built by ${previous.compiler}. Build all of them with this compiler.`,
    );
  }
  const sums = new Map(complete ? [] : previous.sums);
  for (const { name, wasm } of built) {
    const path = artifactPath(name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, wasm);
    sums.set(shown(path), sha256(wasm));
    console.log(`${sha256(wasm)}  ${shown(path)}  ${wasm.length} bytes`);
  }
  mkdirSync(dirname(checksumsFile), { recursive: true });
  writeFileSync(checksumsFile, writeChecksums(toolchain.version, sums));
}

/** Throws BuildError where a rebuilt artifact is not the committed one, byte for byte. */
export function compareArtifacts(toolchain: Toolchain, built: readonly BuiltCrate[]): void {
  const { compiler, sums } = recorded();
  if (compiler !== toolchain.version) {
    throw new BuildError(
      `The artifacts were built by ${compiler ?? 'an unknown compiler'}; this is ${toolchain.version}. Bytes can only be compared for the same compiler.`,
    );
  }
  const problems = built.flatMap(({ name, wasm }) => {
    const path = artifactPath(name);
    const committed = existsSync(path) ? readFileSync(path) : undefined;
    if (committed === undefined) return [`${shown(path)} is missing`];
    if (!committed.equals(wasm))
      return [`${shown(path)} differs: committed ${sha256(committed)}, built ${sha256(wasm)}`];
    if (sums.get(shown(path)) !== sha256(wasm))
      return [`${shown(path)} is not in ${shown(checksumsFile)} as it is`];
    console.log(`${shown(path)}: identical`);
    return [];
  });
  if (problems.length > 0) throw new BuildError(problems.join('\n'));
}
