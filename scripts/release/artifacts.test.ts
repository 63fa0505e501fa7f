import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { copyContracts, makeAnew, writeChecksums } from './artifacts.ts';
import { oneVersion } from './collect.ts';
import { ReleaseError } from './error.ts';

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

it.each([
  [
    'whose checksum nobody wrote down',
    () => writeFileSync(join(root, 'contracts/artifacts/devices.wasm'), 'devices'),
    /devices\.wasm has no checksum/,
  ],
  ['that is missing', () => rmSync(join(root, 'contracts/artifacts/oracle.wasm')), /oracle\.wasm is missing/],
  [
    'of which the checksums say nothing at all',
    () => writeFileSync(join(root, 'contracts/artifacts/checksums.txt'), '# compiler: rustc\n'),
    /oracle\.wasm has no checksum/,
  ],
])('an artifact %s is not released, and a sentence says so', (_, change, said) => {
  record('oracle');
  change();
  const copying = () => copyContracts(root, release);
  expect(copying).toThrow(ReleaseError);
  expect(copying).toThrow(said);
});

it.skipIf(process.platform !== 'linux')(
  'the checksums are what sha256sum reads, and it sees a file that was changed on the way',
  () => {
    record('oracle');
    copyContracts(root, release);
    writeChecksums(release);
    const check = () =>
      execFileSync('sha256sum', ['--check', '--strict', 'checksums.txt'], {
        cwd: release,
        encoding: 'utf8',
        stdio: 'pipe',
      });
    expect(check()).toBe('oracle.schema.json: OK\noracle.wasm: OK\n');
    writeFileSync(join(release, 'oracle.wasm'), 'another');
    expect(check).toThrow(/oracle\.wasm: FAILED|did NOT match/);
  },
);

describe('the folder of a release', () => {
  it('is made anew where a release was, and where nothing was', () => {
    writeChecksums(release);
    makeAnew(release);
    expect(readdirSync(release)).toEqual([]);
    makeAnew(join(root, 'a', 'new'));
    expect(readdirSync(join(root, 'a', 'new'))).toEqual([]);
    makeAnew(release);
  });

  it('is nobody’s work: what is no release is left alone', () => {
    const making = () => makeAnew(root);
    expect(making).toThrow(ReleaseError);
    expect(making).toThrow(/is not empty and holds no release/);
    expect(existsSync(join(root, 'contracts/artifacts/oracle.wasm'))).toBe(true);
  });
});

it('packages of several versions are no release', () => {
  const of = (version: string) => ({
    folder: version,
    manifest: { name: version, version, bin: {}, dependencies: {}, peerDependencies: {} },
  });
  expect(oneVersion([of('0.1.0'), of('0.1.0')])).toBe('0.1.0');
  expect(() => oneVersion([of('0.1.0'), of('0.2.0')])).toThrow(/versions 0\.1\.0, 0\.2\.0/);
});
