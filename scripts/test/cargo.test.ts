import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { runCargoTests } from './cargo.ts';
import { isInstalled } from './command.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cloudx3-cargo-'));
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  vi.stubEnv('PATH', `${folder}${delimiter}${process.env['PATH'] ?? ''}`);
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

/** A cargo that says this and ends with this code. */
function install(said: string, code: number): void {
  writeFileSync(join(folder, 'said'), said);
  const file = join(folder, 'cargo');
  writeFileSync(file, `#!/bin/sh\necho "$@" > "${folder}/args"\ncat "${folder}/said"\nexit ${code}\n`);
  chmodSync(file, 0o755);
}

const GOOD = `
running 9 tests
.........
test result: ok. 9 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.72s

`;
const BAD = `
running 3 tests
test refuses ... FAILED
i.
failures:

---- refuses stdout ----

thread 'refuses' panicked at tests/a.rs:1:1:
assertion failed

failures:
    refuses

test result: FAILED. 1 passed; 1 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s

`;

it('adds up what every crate says, and names what failed', async () => {
  install(GOOD + BAD + GOOD, 101);
  expect(await runCargoTests()).toEqual({
    passed: 19,
    failed: 1,
    skipped: 1,
    skippedNames: ['1 tests that say #[ignore]'],
    failures: ['refuses'],
  });
});

it('runs the tests of all crates, whichever fails first', async () => {
  install(GOOD, 0);
  expect(await runCargoTests()).toMatchObject({ passed: 9, failed: 0 });
  const args = readFileSync(join(folder, 'args'), 'utf8').trim().split(' ');
  expect(args).toEqual(expect.arrayContaining(['test', '--locked', '--workspace', '--no-fail-fast']));
});

it('counts a build that fails as a failure, though no test did', async () => {
  install('', 101);
  expect(await runCargoTests()).toMatchObject({
    failed: 1,
    failures: [expect.stringContaining('code 101 outside of any test') as string],
  });
});

it('knows a program that is there, and one that is not', () => {
  install('cargo 1.0', 0);
  expect([isInstalled('cargo'), isInstalled(join(folder, 'rustup'))]).toEqual([true, false]);
  install('cargo needs a toolchain', 1);
  expect(isInstalled('cargo')).toBe(false);
});
