import { join } from 'node:path';
import { repositoryRoot } from '@cloudx3/launcher';
import { NO_TESTS, add } from './counts.ts';
import type { Counts, SuiteResult } from './counts.ts';
import { runCommand } from './command.ts';

const FAILURE = /^    (\S+)$/gm;
const RESULT = /^test result: \w+\. (\d+) passed; (\d+) failed; (\d+) ignored/gm;

/** Runs the contracts' own tests, all of them whichever fails. A build that fails counts as a failed test. */
export async function runCargoTests(): Promise<SuiteResult> {
  const { code, stdout } = await runCommand(
    'cargo',
    ['test', '--locked', '--workspace', '--quiet', '--no-fail-fast'],
    {
      cwd: join(repositoryRoot, 'contracts'),
    },
  );
  let counts: Counts = NO_TESTS;
  for (const [, passed, failed, skipped] of stdout.matchAll(RESULT)) {
    counts = add(counts, { passed: Number(passed), failed: Number(failed), skipped: Number(skipped) });
  }
  const failures = [...stdout.matchAll(FAILURE)].map(([, name]) => name ?? '');
  if (code !== 0 && counts.failed === 0) {
    counts = { ...counts, failed: 1 };
    failures.push(`cargo test ended with code ${code} outside of any test; see its output above`);
  }
  // Quietly, cargo does not say which.
  const ignored = counts.skipped > 0 ? [`${counts.skipped} tests that say #[ignore]`] : [];
  return { ...counts, skippedNames: ignored, failures };
}
