import { defineConfig } from 'vitest/config';

// Workspace packages run from their sources, as the programs do.
const conditions = ['cloudx3-source'];
const shared = {
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
};
const execArgv = ['--conditions=cloudx3-source', '--disable-warning=ExperimentalWarning'];
const ignored = ['**/node_modules/**', '**/dist/**', '**/target/**'];

// There is something to replay only where a long walk was written down; docs/HACKING.md has how.
const tapes = process.env['CLOUDX3_TAPE'] === undefined ? ['devnet/src/integration/tape.test.ts'] : [];

// Real MPC sessions take both cores and gigabytes, and the end-to-end runs start whole networks: these go one at a time.
const oneAtATime = { fileParallelism: false, maxWorkers: 1 };

export default defineConfig({
  test: {
    projects: [
      {
        ...shared,
        test: {
          name: 'unit',
          include: ['**/*.test.ts'],
          exclude: [...ignored, ...tapes, '**/*.mpc.test.ts', '**/*.real.test.ts', 'test/e2e/**'],
          execArgv,
          testTimeout: 60_000,
        },
      },
      {
        ...shared,
        test: {
          name: 'mpc',
          include: ['**/*.mpc.test.ts'],
          exclude: ignored,
          execArgv,
          ...oneAtATime,
          testTimeout: 300_000,
        },
      },
      {
        ...shared,
        test: {
          name: 'real',
          include: ['**/*.real.test.ts'],
          exclude: ignored,
          execArgv,
          ...oneAtATime,
          testTimeout: 900_000,
        },
      },
      {
        ...shared,
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          exclude: ignored,
          execArgv,
          ...oneAtATime,
          testTimeout: 900_000,
        },
      },
    ],
  },
});
