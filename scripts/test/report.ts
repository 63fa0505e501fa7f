import { relative } from 'node:path';
import { z } from 'zod';
import type { SuiteResult } from './counts.ts';

const report = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
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

/** A test that did not run, by any of the ways to say so. */
const LEFT_OUT = ['skipped', 'pending', 'todo'];

/** What vitest's report in JSON says, with files from `root`. Throws where it is no report. */
export function readReport(text: string, root: string): SuiteResult {
  const read = report.parse(JSON.parse(text));
  const tests = read.testResults.flatMap((result) =>
    result.assertionResults.map((test) => ({ ...test, file: relative(root, result.name) })),
  );
  const failed = tests.filter((test) => test.status === 'failed');
  // A file that fails before its first test has no test to name.
  const broken = read.testResults.filter((result) => result.message !== '');
  return {
    passed: read.numPassedTests,
    failed: read.numFailedTests,
    skipped: read.numPendingTests + read.numTodoTests,
    skippedNames: tests.filter((test) => LEFT_OUT.includes(test.status)).map((test) => test.fullName),
    failures: [
      ...failed.map((test) => `${test.file}: ${test.fullName}\n${head(test.failureMessages?.[0] ?? '')}`),
      ...broken.map((result) => `${relative(root, result.name)}\n${head(result.message)}`),
    ],
  };
}

/** The first lines of a message, indented; the whole of it stands in the suite's own output. */
function head(message: string): string {
  const lines = message.split('\n').slice(0, 12);
  return lines.map((line) => `      ${line.slice(0, 300)}`).join('\n');
}
