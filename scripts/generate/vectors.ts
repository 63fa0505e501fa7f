import { join } from 'node:path';
import { NODE_FLAGS, nodeBinary, repositoryRoot } from '@cloudx3/launcher';
import { runCommand } from '../test/command.ts';

/** The vectors that TypeScript, Rust and the contracts run; their generator prints the files that differ. */
export async function generateVectors(check: boolean): Promise<string[]> {
  const program = join(repositoryRoot, 'test', 'vectors', 'generate', 'main.ts');
  const { code, stdout } = await runCommand(nodeBinary(), [
    ...NODE_FLAGS,
    program,
    ...(check ? ['--check'] : []),
  ]);
  if (code !== 0) throw new Error('the vectors could not be generated; the output is above');
  return stdout.split('\n').filter((line) => line !== '');
}
