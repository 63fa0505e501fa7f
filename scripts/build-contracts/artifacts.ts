import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { BuiltCrate } from './build-crate.ts';
import { BuildError } from './build-error.ts';
import { CHECKSUMS_PATH, artifactPath, repositoryRoot } from './paths.ts';
import type { Toolchain } from './toolchain.ts';

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
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

function recorded(root: string): Checksums {
  const file = join(root, CHECKSUMS_PATH);
  return readChecksums(existsSync(file) ? readFileSync(file, 'utf8') : '');
}

/** Puts the artifacts in their places and records them. `complete` drops what is no longer built. */
export function installArtifacts(
  toolchain: Pick<Toolchain, 'version'>,
  built: readonly BuiltCrate[],
  complete: boolean,
  root = repositoryRoot,
): void {
  const previous = recorded(root);
  if (!complete && previous.compiler !== undefined && previous.compiler !== toolchain.version) {
    throw new BuildError(
      `The others were built by ${previous.compiler}. Build all of them with this compiler.`,
    );
  }
  const sums = new Map(complete ? [] : previous.sums);
  for (const { name, wasm } of built) {
    const path = artifactPath(name);
    write(join(root, path), wasm);
    sums.set(path, sha256(wasm));
    console.log(`${sha256(wasm)}  ${path}  ${wasm.length} bytes`);
  }
  write(join(root, CHECKSUMS_PATH), writeChecksums(toolchain.version, sums));
}

/** Throws BuildError where a rebuilt artifact is not the committed one, byte for byte. */
export function compareArtifacts(
  toolchain: Pick<Toolchain, 'version'>,
  built: readonly BuiltCrate[],
  root = repositoryRoot,
): void {
  const { compiler, sums } = recorded(root);
  if (compiler !== toolchain.version) {
    throw new BuildError(
      `The artifacts were built by ${compiler ?? 'an unknown compiler'}; this is ${toolchain.version}. Bytes can only be compared for the same compiler.`,
    );
  }
  const problems = built.flatMap(({ name, wasm }) => {
    const path = artifactPath(name);
    const file = join(root, path);
    const committed = existsSync(file) ? readFileSync(file) : undefined;
    if (committed === undefined) return [`${path} is missing`];
    if (!committed.equals(wasm))
      return [`${path} differs: committed ${sha256(committed)}, built ${sha256(wasm)}`];
    if (sums.get(path) !== sha256(wasm)) return [`${path} is not in ${CHECKSUMS_PATH} as it is`];
    console.log(`${path}: identical`);
    return [];
  });
  if (problems.length > 0) throw new BuildError(problems.join('\n'));
}

function write(file: string, content: string | Uint8Array): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
}
