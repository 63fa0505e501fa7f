import { join } from 'node:path';

export const repositoryRoot = join(import.meta.dirname, '..', '..');
export const contractsFolder = join(repositoryRoot, 'contracts');
export const artifactsFolder = join(contractsFolder, 'artifacts');
export const checksumsFile = join(artifactsFolder, 'checksums.txt');

/** Test fixtures, not products: they live beside the tests that need them. */
const FIXTURES: Readonly<Record<string, string>> = {
  probe: join(repositoryRoot, 'devnet', 'testdata', 'probe.wasm'),
  vectors: join(repositoryRoot, 'test', 'vectors', 'vectors.wasm'),
};

/** Where the wasm of this crate is committed. */
export function artifactPath(crate: string): string {
  return FIXTURES[crate] ?? join(artifactsFolder, `${crate}.wasm`);
}
