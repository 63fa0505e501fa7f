import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { BuildError } from './build-error.ts';
import { optimise } from './optimise.ts';
import { contractsFolder, isFixture } from './paths.ts';
import type { Toolchain } from './toolchain.ts';

const TARGET = 'wasm32-unknown-unknown';
const FLAG_SEPARATOR = '\x1f';
/** A panic says nothing and traps: its words are an eighth of a contract, and what a sender does wrong is no panic. */
const SILENT_PANICS = ['-Zunstable-options', '-Cpanic=immediate-abort'];
const STANDARD_LIBRARY = ['-Z', 'build-std=std,panic_abort', '--target', TARGET];

export interface BuiltCrate {
  readonly name: string;
  readonly wasm: Uint8Array;
}

/**
 * Compiles one contract. Each is built on its own, so that features which another crate of the workspace asks for do
 * not change it. Throws BuildError when cargo fails.
 */
export function buildCrate(toolchain: Toolchain, name: string, targetDir: string): BuiltCrate {
  const cargoHome = process.env['CARGO_HOME'] ?? join(homedir(), '.cargo');
  // Sources have to be there before the flags are made: the name of a registry's folder is part of them.
  runCargo(toolchain, name, ['fetch', '--locked', '--target', TARGET], {});
  const flags = [
    ...compilerFlags(toolchain, cargoHome, targetDir),
    ...(isFixture(name) ? [] : SILENT_PANICS),
  ];
  runCargo(
    toolchain,
    name,
    ['build', '--locked', ...STANDARD_LIBRARY, '--release', '--lib', '--package', name],
    {
      CARGO_TARGET_DIR: targetDir,
      CARGO_ENCODED_RUSTFLAGS: flags.join(FLAG_SEPARATOR),
    },
  );
  const file = join(targetDir, TARGET, 'release', `${name.replaceAll('-', '_')}.wasm`);
  return { name, wasm: isFixture(name) ? readFileSync(file) : optimise(file) };
}

/** mvp keeps out what chains refuse; the rest makes the bytes the same from every folder and every home. */
export function compilerFlags(
  toolchain: Pick<Toolchain, 'linker' | 'sourceFolders'>,
  cargoHome: string,
  targetDir: string,
): string[] {
  const registry = join(cargoHome, 'registry', 'src');
  const registries = existsSync(registry) ? readdirSync(registry).map((entry) => join(registry, entry)) : [];
  // rustc takes the last prefix that fits; so the more special ones come later.
  const prefixes: readonly (readonly [path: string, as: string])[] = [
    [cargoHome, '/cargo'],
    [realpathSync(contractsFolder), '/contracts'],
    [contractsFolder, '/contracts'],
    [targetDir, '/target'],
    ...registries.map((path) => [path, '/registry'] as const),
    ...toolchain.sourceFolders.map((path) => [path, '/rust-src'] as const),
  ];
  return [
    '-Ctarget-cpu=mvp',
    `-Clinker=${toolchain.linker}`,
    '-Clink-arg=--allow-undefined',
    '-Clink-arg=-s',
    ...prefixes.map(([path, as]) => `--remap-path-prefix=${path}=${as}`),
  ];
}

function runCargo(toolchain: Toolchain, name: string, args: readonly string[], env: NodeJS.ProcessEnv): void {
  const { RUSTFLAGS: _flags, RUSTUP_TOOLCHAIN: _toolchain, ...inherited } = process.env;
  const result = spawnSync(toolchain.cargo, args, {
    cwd: contractsFolder,
    stdio: ['ignore', 'inherit', 'inherit'],
    // Debian's stable compiler builds a standard library only when told that it may use unstable options.
    env: { ...inherited, ...env, RUSTC: toolchain.rustc, RUSTC_BOOTSTRAP: '1' },
  });
  if (result.status === 0) return;
  throw new BuildError(
    `cargo ${args[0] ?? ''} failed for ${name}. If it says that Cargo.lock needs an update: /usr/bin/cargo update --workspace in contracts/.`,
  );
}
