import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { repositoryRoot } from '@cloudx3/launcher';
import { NO_TESTS } from './counts.ts';
import type { SuiteResult } from './counts.ts';
import { runCommand } from './command.ts';
import { readReport } from './report.ts';

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
    const read = readResult(outputFile);
    if (code !== 0 && read.failed === 0) {
      const outside = `vitest ended with code ${code} outside of any test; see its output above`;
      return { ...read, failed: 1, failures: [...read.failures, outside] };
    }
    return read;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function readResult(file: string): SuiteResult {
  try {
    return readReport(readFileSync(file, 'utf8'), repositoryRoot);
  } catch {
    return {
      ...NO_TESTS,
      failed: 1,
      skippedNames: [],
      failures: ['vitest left no report; see its output above'],
    };
  }
}
