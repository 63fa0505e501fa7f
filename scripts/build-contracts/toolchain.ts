import { execFileSync } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { basename, join } from 'node:path';
import { BuildError } from './build-error.ts';

export interface Toolchain {
  readonly rustc: string;
  readonly cargo: string;
  readonly linker: string;
  /** First line of `rustc --version`: artifacts are reproducible for one compiler only. */
  readonly version: string;
  /** Folders of the standard library's source, as the compiler may name them. */
  readonly sourceFolders: readonly string[];
}

/** Where the tools are. */
interface Places {
  readonly rustc: string;
  readonly cargo: string;
  readonly linker: string;
}

// Debian's packages, not rustup: compiler, library source and linker come from one pinned archive, and the standard
// library is compiled for a machine without bulk-memory, which chains refuse.
const DEBIAN: Places = { rustc: '/usr/bin/rustc', cargo: '/usr/bin/cargo', linker: '/usr/bin/wasm-ld-19' };

const REMEDY =
  'On Debian 12: apt-get update && apt-get install --no-install-recommends rustc-web cargo-web rust-web-src lld-19';

function output(command: string, ...args: string[]): string {
  return execFileSync(command, args, { encoding: 'utf8' }).trim();
}

/** Finds the compiler, its library source and the linker, or names what is missing. Throws BuildError. */
export function findToolchain({ rustc, cargo, linker }: Places = DEBIAN): Toolchain {
  const missing = [
    [rustc, 'rustc-web'],
    [cargo, 'cargo-web'],
    [linker, 'lld-19'],
  ].filter(([path]) => !existsSync(path ?? ''));
  if (missing.length > 0) {
    throw new BuildError(
      `Missing: ${missing.map(([path, name]) => `${path ?? ''} (package ${name ?? ''})`).join(', ')}.\n${REMEDY}`,
    );
  }
  const source = join(output(rustc, '--print', 'sysroot'), 'lib', 'rustlib', 'src', 'rust');
  if (!existsSync(join(source, 'library', 'std', 'Cargo.toml'))) {
    throw new BuildError(
      `Missing: the source of the standard library (package rust-web-src) in ${source}.\n${REMEDY}`,
    );
  }
  const version = output(rustc, '--version');
  const cargoVersion = output(cargo, '--version');
  const release = (text: string): string => text.split(' ')[1] ?? '';
  if (release(version) !== release(cargoVersion)) {
    throw new BuildError(`${version} and ${cargoVersion} do not belong together.\n${REMEDY}`);
  }
  const library = realpathSync(join(source, 'library'));
  const sourceFolders = [...new Set([source, realpathSync(source), join(library, '..')])];
  return { rustc, cargo, linker: basename(linker), version, sourceFolders };
}
