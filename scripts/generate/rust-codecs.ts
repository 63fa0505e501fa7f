import { join } from 'node:path';
import { repositoryRoot } from '@cloudx3/launcher';
import { runCommand } from '../test/command.ts';

const FOLDER = 'contracts/tools/codegen';

/** proto/cloudx3/v1/*.proto → the contracts' prost codecs, by protox and prost-build. */
export async function generateRustCodecs(check: boolean): Promise<string[]> {
  const args = ['run', '--quiet', '--locked', '--', ...(check ? ['--check'] : [])];
  const { code } = await runCommand('cargo', args, { cwd: join(repositoryRoot, FOLDER) });
  if (code === 0) return [];
  if (check) return ['contracts/packages/attestation/src/gen'];
  throw new Error(`the generator in ${FOLDER} failed; its output is above`);
}
