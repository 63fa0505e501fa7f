import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { copyContracts, writeChecksums } from './artifacts.ts';
import { oneVersion } from './collect.ts';

let root = '';
let release = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'cloudx3-release-'));
  release = join(root, 'release');
  for (const folder of ['contracts/artifacts', 'contracts/schema', 'release'])
    mkdirSync(join(root, folder), { recursive: true });
  writeFileSync(join(root, 'contracts/artifacts/oracle.wasm'), 'oracle');
  writeFileSync(join(root, 'contracts/schema/oracle.json'), '{}');
});
afterEach(() => rmSync(root, { recursive: true }));

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Says what the artifact's bytes were when it was built, and names one that is for tests alone. */
function record(oracle: string): void {
  const sum = sha256(oracle);
  const lines = `# compiler: rustc\n${sum}  contracts/artifacts/oracle.wasm\n${sum}  devnet/testdata/probe.wasm\n`;
  writeFileSync(join(root, 'contracts/artifacts/checksums.txt'), lines);
}

it('a release has the contracts, their schemas, and checksums that sha256sum reads', () => {
  record('oracle');
  copyContracts(root, release);
  expect(writeChecksums(release)).toEqual(['oracle.schema.json', 'oracle.wasm']);
  const text = readFileSync(join(release, 'checksums.txt'), 'utf8');
  expect(text).toBe(`${sha256('{}')}  oracle.schema.json\n${sha256('oracle')}  oracle.wasm\n`);
});

it('an artifact that is not what was built is not released', () => {
  record('another oracle');
  expect(() => copyContracts(root, release)).toThrow(
    /contracts\/artifacts\/oracle\.wasm is not what its checksum says/,
  );
});

it('packages of several versions are no release', () => {
  const of = (version: string) => ({
    folder: version,
    manifest: { name: version, version, bin: {}, dependencies: {}, peerDependencies: {} },
  });
  expect(oneVersion([of('0.1.0'), of('0.1.0')])).toBe('0.1.0');
  expect(() => oneVersion([of('0.1.0'), of('0.2.0')])).toThrow(/versions 0\.1\.0, 0\.2\.0/);
});
