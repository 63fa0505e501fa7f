import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '@cloudx3/launcher';
import { runCommand } from '../test/command.ts';

const TESTS = ['schema', 'oracle_vectors', 'devices_vectors'];
const FILES = ['contracts/schema', 'test/vectors/events', 'test/vectors/answers'].flatMap((folder) =>
  ['oracle', 'devices'].map((contract) => `${folder}/${contract}.json`),
);

/**
 * The contracts' schema, and vectors of their events and answers. The contracts' own tests write them, since only the contracts know;
 * on every other run these tests compare them.
 */
export async function generateContractFiles(): Promise<string[]> {
  const before = FILES.map(content);
  const args = ['test', '--locked', '--quiet', '--package', 'cloudx3-contract-tests'];
  const { code } = await runCommand('cargo', [...args, ...TESTS.flatMap((test) => ['--test', test])], {
    cwd: join(repositoryRoot, 'contracts'),
    env: { CLOUDX3_WRITE: '1' },
  });
  if (code !== 0) throw new Error('the contracts could not write their files; the output is above');
  return FILES.filter((file, index) => content(file) !== before[index]);
}

function content(file: string): string {
  return readFileSync(join(repositoryRoot, file), 'utf8');
}
