import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { repositoryRoot } from '@cloudx3/launcher';
import { z } from 'zod';
import { NO_TESTS } from './counts.ts';
import type { SuiteResult } from './counts.ts';
import { runCommand } from './command.ts';

const report = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  testResults: z.array(
    z.object({
      name: z.string(),
      message: z.string(),
      assertionResults: z.array(
        z.object({
          status: z.string(),
          fullName: z.string(),
          failureMessages: z.array(z.string()).nullish(),
        }),
      ),
    }),
  ),
});

/** Runs one project of vitest.config.ts. An error outside of any test counts as a failed one. Names what was skipped. */
export async function runVitest(project: string, filters: readonly string[] = []): Promise<SuiteResult> {
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
    if (code !== 0 && read.failed === 0) {
      const outside = `vitest ended with code ${code} outside of any test; see its output above`;
      return { ...read, failed: 1, failures: [...read.failures, outside] };
    }
    return read;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function readReport(file: string): SuiteResult {
  try {
    const read = report.parse(JSON.parse(readFileSync(file, 'utf8')));
    const tests = read.testResults.flatMap((result) =>
      result.assertionResults.map((test) => ({ ...test, file: relative(repositoryRoot, result.name) })),
    );
    const failed = tests.filter((test) => test.status === 'failed');
    // A file that fails before its first test has no test to name.
    const broken = read.testResults.filter((result) => result.message !== '');
    return {
      passed: read.numPassedTests,
      failed: read.numFailedTests,
      skipped: read.numPendingTests,
      skippedNames: tests
        .filter((test) => test.status === 'skipped' || test.status === 'pending')
        .map((test) => test.fullName),
      failures: [
        ...failed.map((test) => `${test.file}: ${test.fullName}\n${head(test.failureMessages?.[0] ?? '')}`),
        ...broken.map((result) => `${relative(repositoryRoot, result.name)}\n${head(result.message)}`),
      ],
    };
  } catch {
    return {
      ...NO_TESTS,
      failed: 1,
      skippedNames: [],
      failures: ['vitest left no report; see its output above'],
    };
  }
}

/** The first lines of a message, indented; the whole of it stands in the suite's own output. */
function head(message: string): string {
  const lines = message.split('\n').slice(0, 12);
  return lines.map((line) => `      ${line.slice(0, 300)}`).join('\n');
}
