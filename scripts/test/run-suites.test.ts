import { expect, it } from 'vitest';
import { NO_TESTS } from './counts.ts';
import type { SuiteResult } from './counts.ts';
import { runSuites, unknownNames } from './run-suites.ts';
import { SUITES } from './suites.ts';
import type { Suite } from './suites.ts';

const suite = (name: string, result: Partial<SuiteResult> | string): Suite => ({
  name,
  about: `what ${name} is about`,
  ...(typeof result === 'string' ? { missing: () => result } : {}),
  run: () =>
    typeof result === 'string'
      ? expect.unreachable()
      : Promise.resolve({ ...NO_TESTS, skippedNames: [], failures: [], ...result }),
});

/** How a run of these ends, and the lines after the last suite's own output. */
async function ran(suites: readonly Suite[], nothingSkipped = false) {
  const printed: string[] = [];
  const isWell = await runSuites(suites, { nothingSkipped, print: (line) => printed.push(line) });
  return { isWell, printed };
}

it('counts over all suites, and ends with the line that people and programs read', async () => {
  const { isWell, printed } = await ran([suite('unit', { passed: 2 }), suite('e2e', { passed: 1 })]);
  expect(isWell).toBe(true);
  expect(printed.at(-1)).toBe('\n3 passed, 0 failed, 0 skipped');
});

it('goes on after a suite that fails, and names what failed where everybody sees it', async () => {
  const unit = { passed: 9, failed: 1, failures: ['a.test.ts: holds\n      expected 1'] };
  const { isWell, printed } = await ran([suite('unit', unit), suite('mpc', { passed: 1 })]);
  expect(isWell).toBe(false);
  expect(printed).toContain('\n── mpc: what mpc is about');
  expect(printed.at(-2)).toBe('\nFailed:\n  - unit: a.test.ts: holds\n      expected 1');
  expect(printed.at(-1)).toBe('\n10 passed, 1 failed, 0 skipped');
});

it('names a suite that this machine cannot run, and each test that was skipped', async () => {
  const suites = [
    suite('contracts', 'Rust is missing; install it'),
    suite('unit', { passed: 1, skipped: 1, skippedNames: ['a on Windows'] }),
  ];
  const { isWell, printed } = await ran(suites);
  expect(isWell).toBe(true);
  expect(printed.at(-2)).toBe(
    '\nSkipped:\n  - contracts: Rust is missing; install it\n  - unit: a on Windows',
  );
  expect(printed.at(-1)).toBe('\n1 passed, 0 failed, 2 skipped');
});

it.each([
  ['a suite', [suite('unit', { passed: 1 }), suite('contracts', 'Rust is missing')]],
  ['a test', [suite('unit', { passed: 1, skipped: 1, skippedNames: ['a'] })]],
])('does not let %s be skipped where nothing may be', async (_, suites) => {
  const { isWell, printed } = await ran(suites, true);
  expect(isWell).toBe(false);
  expect(printed).toContain('Nothing may be skipped here (CLOUDX3_NOTHING_SKIPPED=1).');
});

it.each([
  ['no suite', []],
  ['suites that this machine cannot run', [suite('contracts', 'Rust is missing')]],
  ['a suite without tests', [suite('unit', {})]],
])('is not well with %s: nothing was shown to hold', async (_, suites) => {
  expect((await ran(suites)).isWell).toBe(false);
});

it('knows the suites by name', () => {
  expect(unknownNames(SUITES, ['unit', 'contracts', 'mpc', 'real', 'e2e'])).toEqual([]);
  expect(unknownNames(SUITES, ['units', 'e2e'])).toEqual(['units']);
});
