import { NO_TESTS, add, closingLine } from './counts.ts';
import type { Suite } from './suites.ts';

export interface RunOptions {
  /** Whether a suite or test that is skipped is a failure. */
  readonly nothingSkipped: boolean;
  readonly print: (line: string) => void;
}

/** Names that are no suite's. */
export function unknownNames(suites: readonly Suite[], names: readonly string[]): string[] {
  return names.filter((name) => !suites.some((suite) => suite.name === name));
}

/** Runs the suites one after the other and tells what failed and what was skipped, by name. Whether all is well. */
export async function runSuites(
  suites: readonly Suite[],
  { nothingSkipped, print }: RunOptions,
): Promise<boolean> {
  let total = NO_TESTS;
  const skipped: string[] = [];
  const failures: string[] = [];
  for (const suite of suites) {
    const missing = suite.missing?.();
    if (missing !== undefined) {
      skipped.push(`${suite.name}: ${missing}`);
      total = add(total, { passed: 0, failed: 0, skipped: 1 });
      continue;
    }
    print(`\n── ${suite.name}: ${suite.about}`);
    const counts = await suite.run();
    skipped.push(...counts.skippedNames.map((name) => `${suite.name}: ${name}`));
    failures.push(...counts.failures.map((failure) => `${suite.name}: ${failure}`));
    total = add(total, counts);
  }
  if (failures.length > 0) print(`\nFailed:\n${failures.map((line) => `  - ${line}`).join('\n')}`);
  if (skipped.length > 0) print(`\nSkipped:\n${skipped.map((line) => `  - ${line}`).join('\n')}`);
  const refused = nothingSkipped && total.skipped > 0;
  if (refused) print('Nothing may be skipped here (CLOUDX3_NOTHING_SKIPPED=1).');
  print(`\n${closingLine(total)}`);
  return total.failed === 0 && total.passed > 0 && !refused;
}
