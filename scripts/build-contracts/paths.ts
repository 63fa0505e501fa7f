import { join } from 'node:path';

export const repositoryRoot = join(import.meta.dirname, '..', '..');
export const contractsFolder = join(repositoryRoot, 'contracts');

/** Test fixtures, not products: they live beside the tests that need them. */
const FIXTURES: Readonly<Record<string, string>> = {
  probe: 'devnet/testdata/probe.wasm',
  vectors: 'test/vectors/vectors.wasm',
};

/** Whether a crate is for tests alone; they look at what a compiler makes, panics with their words included. */
export function isFixture(crate: string): boolean {
  return crate in FIXTURES;
}

/** Where the wasm of this crate is committed, from the repository's root. */
export function artifactPath(crate: string): string {
  return FIXTURES[crate] ?? `contracts/artifacts/${crate}.wasm`;
}

/** Where the checksums of all artifacts are, from the repository's root. */
export const CHECKSUMS_PATH = 'contracts/artifacts/checksums.txt';
