import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { NODE_FLAGS, nodeBinary, programEnvironment, repositoryRoot } from '@cloudx3/launcher';
import { TESTER_MNEMONIC } from './chains.ts';
import type { RunningChain } from './chains.ts';
import type { Outcome } from './outcome.ts';

const VITEST = join(repositoryRoot, 'node_modules', 'vitest', 'vitest.mjs');
/** The suites of the devnet that run on any chain. */
const SUITES = ['accounts', 'contracts', 'sub-messages', 'rpc', 'gas', 'floats'].map(
  (name) => `devnet/src/integration/${name}.test.ts`,
);

interface VitestReport {
  readonly testResults: readonly {
    readonly name: string;
    readonly message: string;
    readonly assertionResults: readonly {
      readonly fullName: string;
      readonly status: string;
      readonly failureMessages: readonly string[];
    }[];
  }[];
}

/** Runs the suites on a chain, one after the other: they share an account. */
export async function runCosmjs({ rpcUrl }: RunningChain, folder: string): Promise<readonly Outcome[]> {
  const report = join(folder, 'vitest.json');
  const flags = ['--project=unit', '--no-file-parallelism', '--reporter=json', `--outputFile=${report}`];
  const env = { ...programEnvironment(), DEVNET_TEST_RPC: rpcUrl, DEVNET_TEST_MNEMONIC: TESTER_MNEMONIC };
  const child = spawn(nodeBinary(), [...NODE_FLAGS, VITEST, 'run', ...flags, ...SUITES], {
    cwd: repositoryRoot,
    stdio: ['ignore', 'ignore', 'inherit'],
    env,
  });
  await once(child, 'exit');
  return outcomesOf(JSON.parse(await readFile(report, 'utf8')) as VitestReport);
}

/** A file without tests is one that could not even begin. What is for the devnet alone is left out. */
export function outcomesOf({ testResults }: VitestReport): readonly Outcome[] {
  return testResults.flatMap(({ name, message, assertionResults }) => {
    const file = relative(repositoryRoot, name);
    if (assertionResults.length === 0)
      return [{ suite: 'cosmjs', name: file, passed: false, problem: message }];
    return assertionResults
      .filter(({ status }) => status !== 'skipped' || message !== '')
      .map(({ fullName, status, failureMessages }): Outcome => {
        const problem = status === 'passed' ? '' : failureMessages.join('\n') || `${status}: ${message}`;
        return { suite: 'cosmjs', name: fullName, passed: status === 'passed', problem };
      });
  });
}
