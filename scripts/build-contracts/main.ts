import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { compareArtifacts, installArtifacts } from './artifacts.ts';
import { buildCrate } from './build-crate.ts';
import { BuildError } from './build-error.ts';
import { listCrates, selectCrates } from './crates.ts';
import { contractsFolder } from './paths.ts';
import { findToolchain } from './toolchain.ts';

interface Options {
  readonly check?: boolean;
  readonly targetDir?: string;
  readonly only?: readonly string[];
}

/** Builds every contract; with --check into a folder of its own, to compare byte for byte with what is committed. */
function run(options: Options): void {
  const toolchain = findToolchain();
  const crates = selectCrates(listCrates(contractsFolder), options.only);
  console.log(`${toolchain.version}, ${crates.length} contracts`);
  const temporary = options.check === true && options.targetDir === undefined;
  const targetDir = temporary
    ? mkdtempSync(join(tmpdir(), 'cloudx3-contracts-'))
    : (options.targetDir ?? join(contractsFolder, 'target'));
  try {
    const built = crates.map((crate) => buildCrate(toolchain, crate, targetDir));
    if (options.check === true) compareArtifacts(toolchain, built);
    else installArtifacts(toolchain, built, crates.length === listCrates(contractsFolder).length);
  } finally {
    if (temporary) rmSync(targetDir, { recursive: true, force: true });
  }
}

const program = new Command('build-contracts')
  .description('Builds the contracts reproducibly from Debian packages and records their checksums.')
  .option('--check', 'rebuild elsewhere and compare with the committed artifacts')
  .option('--target-dir <dir>', 'where cargo works')
  .option('--only <name...>', 'build just these')
  .action(run);

try {
  program.parse();
} catch (error) {
  if (!(error instanceof BuildError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
