export interface Step {
  readonly name: string;
  /** Script below the repository's root, run by Node 24, with its arguments. */
  readonly command: readonly string[];
  readonly remedy: string;
  /** The test that plants a violation and sees this step fail. */
  readonly plantedIn: string;
}

export const STEPS: readonly Step[] = [
  {
    name: 'format',
    command: ['node_modules/prettier/bin/prettier.cjs', '--check', '--log-level=warn', '.'],
    remedy: 'Run "npm run format".',
    plantedIn: 'scripts/check/planted/steps.test.ts',
  },
  {
    name: 'generated code',
    command: ['scripts/generate/main.ts', '--check'],
    remedy: 'Run "npm run generate" and commit the result.',
    plantedIn: 'scripts/generate/drift.test.ts',
  },
  {
    name: 'types',
    command: ['node_modules/typescript/bin/tsc', '-b'],
    remedy: 'The compiler says which line.',
    plantedIn: 'scripts/check/planted/steps.test.ts',
  },
  {
    name: 'directions and cycles',
    command: ['scripts/check/directions/main.ts'],
    remedy: 'docs/ARCHITECTURE.md has the picture of which package may import which.',
    plantedIn: 'scripts/check/directions/directions.test.ts',
  },
  {
    name: 'circles in the contracts',
    command: ['scripts/check/directions/rust.ts'],
    remedy: 'Move what both modules need into one that stands below them.',
    plantedIn: 'scripts/check/directions/rust-modules.test.ts',
  },
  {
    name: 'rules of the protocol',
    command: ['scripts/check/protocol/main.ts'],
    remedy:
      'Name the rule in what holds it, in a test and in vectors; docs/PROTOCOL.md says what its marks mean.',
    plantedIn: 'scripts/check/protocol/rules.test.ts',
  },
  {
    name: 'unused code',
    command: ['node_modules/knip/bin/knip.js'],
    remedy: 'Delete what nothing uses, or use it.',
    plantedIn: 'scripts/check/planted/steps.test.ts',
  },
  {
    name: 'doors that nobody uses',
    command: ['node_modules/knip/bin/knip.js', '--include-entry-exports', '--exclude', 'types'],
    remedy:
      'Take it out of its index, or say with /** @public */ in front of it that it is for code outside of this repository.',
    plantedIn: 'scripts/check/planted/steps.test.ts',
  },
  {
    name: 'lint',
    command: [
      'node_modules/eslint/bin/eslint.js',
      '--max-warnings=0',
      '--cache',
      '--cache-location',
      '.cache/eslint',
      '.',
    ],
    remedy: 'Each finding names its rule.',
    plantedIn: 'scripts/check/planted/steps.test.ts',
  },
  {
    name: 'what is documented',
    command: ['scripts/check/documented/main.ts'],
    remedy: 'Say of it its shape, unit, errors and source; the names stand above.',
    plantedIn: 'scripts/check/documented/coverage.test.ts',
  },
  {
    name: 'code blocks of pages',
    command: ['scripts/check/readmes/main.ts'],
    remedy: 'Each line above names page and line.',
    plantedIn: 'scripts/check/readmes/readmes.test.ts',
  },
  {
    name: 'house',
    command: ['scripts/check/house/main.ts'],
    remedy:
      'Split what is too long by what it does, and test what nothing tests; CONTRIBUTING.md has the limits.',
    plantedIn: 'scripts/check/house/house.test.ts',
  },
  {
    name: 'unit tests',
    command: [
      'node_modules/vitest/vitest.mjs',
      'run',
      '--project=unit',
      '--passWithNoTests=false',
      '--reporter=dot',
    ],
    remedy: 'Run "npm test -- unit" for the whole output.',
    plantedIn: 'scripts/check/planted/steps.test.ts',
  },
];
