import { runSuites, unknownNames } from './run-suites.ts';
import { SUITES } from './suites.ts';

// `npm test` runs all suites that this machine can run; `npm test -- unit e2e` runs those named. With
// CLOUDX3_NOTHING_SKIPPED=1, as in CI, a suite or test that is skipped is a failure.
const names = process.argv.slice(2);
const unknown = unknownNames(SUITES, names);
if (unknown.length > 0) {
  console.error(
    `No suite is called ${unknown.join(', ')}. There are: ${SUITES.map((suite) => suite.name).join(', ')}.`,
  );
  process.exit(2);
}
const isWell = await runSuites(
  SUITES.filter(({ name }) => names.length === 0 || names.includes(name)),
  {
    nothingSkipped: process.env['CLOUDX3_NOTHING_SKIPPED'] === '1',
    print: (line) => console.log(line),
  },
);
process.exit(isWell ? 0 : 1);
