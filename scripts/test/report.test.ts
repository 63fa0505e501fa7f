import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '@cloudx3/launcher';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readReport } from './report.ts';

let folder = '';
beforeEach(() => {
  // Where `vitest` is found.
  const cache = join(repositoryRoot, '.cache');
  mkdirSync(cache, { recursive: true });
  folder = mkdtempSync(join(cache, 'report-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** The report of vitest itself on test files with these texts. */
function reportOn(files: Readonly<Record<string, string>>): string {
  for (const [name, text] of Object.entries(files))
    writeFileSync(join(folder, name), `import { expect, it } from 'vitest';\n${text}`);
  writeFileSync(join(folder, 'vitest.config.mjs'), 'export default {};');
  const outputFile = join(folder, 'report.json');
  const vitest = join(repositoryRoot, 'node_modules', 'vitest', 'vitest.mjs');
  const args = ['run', '--root', folder, '--reporter=json', `--outputFile=${outputFile}`];
  const { VITEST: _, ...env } = process.env;
  spawnSync(process.execPath, [vitest, ...args], { env, stdio: 'ignore' });
  return readFileSync(outputFile, 'utf8');
}

it('names every test that failed or did not run, and every file that broke before its first test', () => {
  const report = reportOn({
    'a.test.mjs': `it('holds', () => expect(1).toBe(1));
      it('fails', () => expect(1).toBe(2));
      it.skip('is skipped', () => undefined);
      it.todo('is not written');
      it.skipIf(true)('is not for this machine', () => undefined);`,
    'b.test.mjs': `throw new Error('torn at once');`,
  });
  const read = readReport(report, folder);
  expect(read).toMatchObject({ passed: 1, failed: 1, skipped: 3 });
  expect(read.skippedNames).toEqual(['is skipped', 'is not written', 'is not for this machine']);
  expect(read.failures).toHaveLength(2);
  expect(read.failures[0]).toMatch(/^a\.test\.mjs: fails\n {6}AssertionError: expected 1 to be 2/);
  expect(read.failures[1]).toMatch(/^b\.test\.mjs\n {6}torn at once/);
});

it('shows the head of a message that is long', () => {
  const result = {
    name: '/r/a.test.ts',
    message: '',
    assertionResults: [
      { status: 'failed', fullName: 'a', failureMessages: [`${'x'.repeat(999)}\n`.repeat(99)] },
    ],
  };
  const counts = { numPassedTests: 0, numFailedTests: 1, numPendingTests: 0, numTodoTests: 0 };
  const [failure = ''] = readReport(JSON.stringify({ ...counts, testResults: [result] }), '/r').failures;
  expect(failure.split('\n')).toHaveLength(13);
  expect(Math.max(...failure.split('\n').map((line) => line.length))).toBe(306);
});

it.each(['', '{"numPassedTests":1', '{"numPassedTests":1}'])(
  'takes no other file for a report: %j',
  (text) => {
    expect(() => readReport(text, '/')).toThrow();
  },
);
