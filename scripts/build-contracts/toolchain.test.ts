import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { compilerFlags } from './build-crate.ts';
import { BuildError } from './build-error.ts';
import { listCrates, selectCrates } from './crates.ts';
import { findToolchain } from './toolchain.ts';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'cloudx3-toolchain-'));
});
afterEach(() => rmSync(root, { recursive: true }));

function write(path: string, text: string): string {
  const file = join(root, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

/** A tool that says its version, and where the compiler's files are. */
function tool(name: string, version: string): string {
  const file = write(
    `bin/${name}`,
    `#!/bin/sh\n[ "$1" = --print ] && echo ${root} || echo ${name} ${version}\n`,
  );
  chmodSync(file, 0o755);
  return file;
}

const LIBRARY = 'lib/rustlib/src/rust/library/std/Cargo.toml';
/** A machine with everything. */
const machine = (cargo = '1.96.0') => {
  write(LIBRARY, '');
  return { rustc: tool('rustc', '1.96.0'), cargo: tool('cargo', cargo), linker: tool('wasm-ld-19', '19') };
};

describe('the compiler of the contracts', () => {
  it('is found with its version and its library’s source', () => {
    const places = machine();
    expect(findToolchain(places)).toMatchObject({
      rustc: places.rustc,
      linker: 'wasm-ld-19',
      version: 'rustc 1.96.0',
    });
    expect(findToolchain(places).sourceFolders).toContain(join(root, 'lib/rustlib/src/rust'));
  });

  it.each([
    ['the linker', 'bin/wasm-ld-19', /wasm-ld-19 \(package lld-19\)/],
    ['compiler and cargo', 'bin', /rustc \(package rustc-web\), .*cargo \(package cargo-web\), /],
    ['the library’s source', LIBRARY, /source of the standard library \(package rust-web-src\)/],
  ])('says which package is missing without %s', (_, gone, said) => {
    const places = machine();
    rmSync(join(root, gone), { recursive: true });
    expect(() => findToolchain(places)).toThrow(BuildError);
    expect(() => findToolchain(places)).toThrow(said);
    expect(() => findToolchain(places)).toThrow(/apt-get install/);
  });

  it('goes with a cargo of the same release only', () => {
    expect(() => findToolchain(machine('1.95.0'))).toThrow(
      /rustc 1\.96\.0 and cargo 1\.95\.0 do not belong together/,
    );
  });
});

describe('the flags of the compiler', () => {
  /** A path as the compiler writes it into the artifact: the last prefix that fits counts. */
  function written(flags: readonly string[], path: string): string {
    const prefixes = flags.flatMap((flag) => {
      const [from = '', to = ''] = flag.replace('--remap-path-prefix=', '').split('=');
      return flag.startsWith('--remap-path-prefix=') && path.startsWith(from) ? [[from, to] as const] : [];
    });
    const [from, to] = prefixes.at(-1) ?? ['', ''];
    return to + path.slice(from.length);
  }

  it('leave nothing of this machine in the bytes', () => {
    const cargoHome = join(root, 'cargo');
    const registry = join(cargoHome, 'registry', 'src', 'index.crates.io-1949cf8c6b5b557f');
    mkdirSync(registry, { recursive: true });
    const toolchain = { linker: 'wasm-ld-19', sourceFolders: ['/usr/src/rust'] };
    const flags = compilerFlags(toolchain, cargoHome, join(root, 'target'));
    const paths = [
      `${registry}/serde/lib.rs`,
      `${cargoHome}/bin`,
      `${root}/target/x`,
      '/usr/src/rust/library/core/lib.rs',
    ];
    expect(paths.map((path) => written(flags, path))).toEqual([
      '/registry/serde/lib.rs',
      '/cargo/bin',
      '/target/x',
      '/rust-src/library/core/lib.rs',
    ]);
    const contracts = join(import.meta.dirname, '..', '..', 'contracts');
    expect(written(flags, `${contracts}/contracts/oracle/src/lib.rs`)).toBe(
      '/contracts/contracts/oracle/src/lib.rs',
    );
    expect(flags).toContain('-Ctarget-cpu=mvp');
  });
});

describe('the crates that are built', () => {
  const manifest = (folder: string, text: string) => write(`contracts/${folder}/Cargo.toml`, text);

  it('are those of the folder, by their own names', () => {
    manifest('b', '[package]\nname = "oracle"\n');
    manifest('a', '[package]\nname = "probe"\n');
    write('contracts/README.md', '');
    expect(listCrates(root)).toEqual(['oracle', 'probe']);
  });

  it.each(['[workspace]\n', '[package]\nname = "../../x"\n', '[package]\nname = 7\n'])(
    'have a name: %j',
    (text) => {
      manifest('a', text);
      expect(() => listCrates(root)).toThrow(/a\/Cargo\.toml names no package/);
    },
  );

  it('are all, or those that were asked for, if there are such', () => {
    expect(selectCrates(['oracle', 'probe'], undefined)).toEqual(['oracle', 'probe']);
    expect(selectCrates(['oracle', 'probe'], ['probe'])).toEqual(['probe']);
    expect(() => selectCrates(['oracle', 'probe'], ['probe', 'orcale'])).toThrow(
      'There is no contract orcale; there are oracle, probe.',
    );
  });
});
