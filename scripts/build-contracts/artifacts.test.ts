import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { compareArtifacts, installArtifacts, readChecksums } from './artifacts.ts';
import { BuildError } from './build-error.ts';

const RUSTC = { version: 'rustc 1.96.0' };
const ANOTHER = { version: 'rustc 1.97.0' };
const CHECKSUMS = 'contracts/artifacts/checksums.txt';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'cloudx3-artifacts-'));
  vi.spyOn(console, 'log').mockReturnValue(undefined);
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(root, { recursive: true });
});

const built = (...names: readonly string[]) =>
  names.map((name) => ({ name, wasm: Buffer.from(`wasm of ${name}`) }));
const text = () => readFileSync(join(root, CHECKSUMS), 'utf8');
const recordedPaths = () => [...readChecksums(text()).sums.keys()];

describe('built contracts', () => {
  it('lie where they belong, fixtures beside the tests that need them, and are told of by checksum and compiler', () => {
    installArtifacts(RUSTC, built('probe', 'oracle'), true, root);
    expect(recordedPaths()).toEqual(['contracts/artifacts/oracle.wasm', 'devnet/testdata/probe.wasm']);
    expect(readChecksums(text()).compiler).toBe('rustc 1.96.0');
    expect(readFileSync(join(root, 'devnet/testdata/probe.wasm'), 'utf8')).toBe('wasm of probe');
  });

  it.skipIf(process.platform !== 'linux')('are checked by sha256sum too', () => {
    installArtifacts(RUSTC, built('oracle'), true, root);
    const said = execFileSync('sha256sum', ['--check', CHECKSUMS], { cwd: root, encoding: 'utf8' });
    expect(said).toBe('contracts/artifacts/oracle.wasm: OK\n');
  });

  it('are told of beside those that were not built again, and alone where all were', () => {
    installArtifacts(RUSTC, built('oracle', 'devices'), true, root);
    installArtifacts(RUSTC, built('campaigns'), false, root);
    expect(recordedPaths()).toHaveLength(3);
    installArtifacts(RUSTC, built('oracle', 'campaigns'), true, root);
    expect(recordedPaths()).toEqual([
      'contracts/artifacts/campaigns.wasm',
      'contracts/artifacts/oracle.wasm',
    ]);
  });

  it('of two compilers do not lie beside each other', () => {
    installArtifacts(RUSTC, built('oracle', 'devices'), true, root);
    const before = text();
    expect(() => installArtifacts(ANOTHER, built('devices'), false, root)).toThrow(
      /built by rustc 1\.96\.0\. Build all/,
    );
    expect(text()).toBe(before);
    installArtifacts(ANOTHER, built('oracle', 'devices'), true, root);
    expect(readChecksums(text()).compiler).toBe('rustc 1.97.0');
  });
});

describe('a comparison with what is committed', () => {
  beforeEach(() => installArtifacts(RUSTC, built('oracle', 'devices'), true, root));
  const compare =
    (toolchain = RUSTC) =>
    () =>
      compareArtifacts(toolchain, built('oracle', 'devices'), root);

  it('is silent where every byte is the same', () => {
    expect(compare()).not.toThrow();
  });

  const artifact = (name: string) => join(root, 'contracts/artifacts', `${name}.wasm`);
  it.each([
    [
      'an artifact that differs',
      () => writeFileSync(artifact('oracle'), 'another'),
      /oracle\.wasm differs: committed [0-9a-f]{64}, built /,
    ],
    ['an artifact that is missing', () => rmSync(artifact('devices')), /devices\.wasm is missing/],
    [
      'a checksum that is not the artifact’s',
      () => writeFileSync(join(root, CHECKSUMS), text().replace(/^[0-9a-f]{64}/m, '0'.repeat(64))),
      /is not in contracts\/artifacts\/checksums\.txt as it is/,
    ],
    [
      'no checksums at all',
      () => rmSync(join(root, CHECKSUMS)),
      /built by an unknown compiler; this is rustc 1\.96\.0/,
    ],
  ])('finds %s', (_, change, said) => {
    change();
    expect(compare()).toThrow(BuildError);
    expect(compare()).toThrow(said);
  });

  it('says each difference, and nothing of bytes for another compiler', () => {
    for (const name of ['oracle', 'devices']) writeFileSync(artifact(name), 'another');
    expect(compare()).toThrow(/oracle\.wasm differs[^]*\n.*devices\.wasm differs/);
    expect(compare(ANOTHER)).toThrow(/Bytes can only be compared for the same compiler/);
  });

  it('changes nothing', () => {
    rmSync(artifact('devices'));
    expect(compare()).toThrow();
    expect(existsSync(artifact('devices'))).toBe(false);
  });
});
