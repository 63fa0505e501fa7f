import { join } from 'node:path';
import { repositoryRoot } from '@cloudx3/launcher';
import { NO_TESTS, add } from './counts.ts';
import type { Counts } from './counts.ts';
import { runCommand } from './command.ts';

const RESULT = /^test result: \w+\. (\d+) passed; (\d+) failed; (\d+) ignored/gm;

/** Runs the contracts' own tests. A build that fails counts as a failed test. */
export async function runCargoTests(): Promise<Counts> {
  const { code, stdout } = await runCommand('cargo', ['test', '--locked', '--workspace', '--quiet'], {
    cwd: join(repositoryRoot, 'contracts'),
  });
  let counts = NO_TESTS;
  for (const [, passed, failed, skipped] of stdout.matchAll(RESULT)) {
    counts = add(counts, { passed: Number(passed), failed: Number(failed), skipped: Number(skipped) });
  }
  return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}
