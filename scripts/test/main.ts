import { NO_TESTS, add, closingLine } from './counts.ts';
import { SUITES } from './suites.ts';

// `npm test` runs all suites that this machine can run; `npm test -- unit e2e` runs those named. With
// CLOUDX3_NOTHING_SKIPPED=1, as in CI, a suite or test that is skipped is a failure.
const names = process.argv.slice(2);
const unknown = names.filter((name) => !SUITES.some((suite) => suite.name === name));
if (unknown.length > 0) {
  console.error(
    `No suite is called ${unknown.join(', ')}. There are: ${SUITES.map((suite) => suite.name).join(', ')}.`,
  );
  process.exit(2);
}

let total = NO_TESTS;
const skipped: string[] = [];
const failures: string[] = [];
for (const suite of SUITES.filter(({ name }) => names.length === 0 || names.includes(name))) {
  const missing = suite.missing?.();
  if (missing !== undefined) {
    skipped.push(`${suite.name}: ${missing}`);
    total = add(total, { passed: 0, failed: 0, skipped: 1 });
    continue;
  }
  console.log(`\n── ${suite.name}: ${suite.about}`);
  const counts = await suite.run();
  skipped.push(...counts.skippedNames.map((name) => `${suite.name}: ${name}`));
  failures.push(...counts.failures.map((failure) => `${suite.name}: ${failure}`));
  total = add(total, counts);
}

if (failures.length > 0) console.log(`\nFailed:\n${failures.map((line) => `  - ${line}`).join('\n')}`);
if (skipped.length > 0) console.log(`\nSkipped:\n${skipped.map((line) => `  - ${line}`).join('\n')}`);
const strict = process.env['CLOUDX3_NOTHING_SKIPPED'] === '1';
if (strict && total.skipped > 0) console.log('Nothing may be skipped here (CLOUDX3_NOTHING_SKIPPED=1).');
console.log(`\n${closingLine(total)}`);
process.exit(total.failed > 0 || total.passed === 0 || (strict && total.skipped > 0) ? 1 : 0);
