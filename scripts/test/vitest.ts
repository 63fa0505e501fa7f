import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { repositoryRoot } from '@cloudx3/launcher';
import { z } from 'zod';
import { NO_TESTS } from './counts.ts';
import type { Counts } from './counts.ts';
import { runCommand } from './command.ts';

const report = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  testResults: z.array(
    z.object({ assertionResults: z.array(z.object({ status: z.string(), fullName: z.string() })) }),
  ),
});

/** Runs one project of vitest.config.ts. An error outside of any test counts as a failed one. Names what was skipped. */
export async function runVitest(
  project: string,
  filters: readonly string[] = [],
): Promise<Counts & { skippedNames: string[] }> {
  const folder = mkdtempSync(join(tmpdir(), 'cloudx3-test-'));
  const outputFile = join(folder, 'report.json');
  try {
    const vitest = join(repositoryRoot, 'node_modules', 'vitest', 'vitest.mjs');
    const { code } = await runCommand(process.execPath, [
      vitest,
      'run',
      `--project=${project}`,
      '--passWithNoTests=false',
      '--reporter=dot',
      '--reporter=json',
      `--outputFile.json=${outputFile}`,
      ...filters,
    ]);
    const read = readReport(outputFile);
    if (code !== 0 && read.failed === 0) return { ...read, failed: 1 };
    return read;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function readReport(file: string): Counts & { skippedNames: string[] } {
  try {
    const read = report.parse(JSON.parse(readFileSync(file, 'utf8')));
    const skippedNames = read.testResults
      .flatMap((result) => result.assertionResults)
      .filter((result) => result.status === 'skipped' || result.status === 'pending')
      .map((result) => result.fullName);
    return {
      passed: read.numPassedTests,
      failed: read.numFailedTests,
      skipped: read.numPendingTests,
      skippedNames,
    };
  } catch {
    return { ...NO_TESTS, failed: 1, skippedNames: [] };
  }
}
