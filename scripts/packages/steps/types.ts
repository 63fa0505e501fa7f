import { join } from 'node:path';
import { repositoryRoot } from '@cloudx3/launcher';
import { output } from '../command.ts';
import type { Step } from '../step.ts';

const TSC = join(repositoryRoot, 'node_modules', 'typescript', 'bin', 'tsc');

/**
 * The compiler reads programs that use every door, strictly and with all declarations, as Node.js resolves them and as bundlers do. What it writes
 * for Node.js is what the next steps run.
 */
export const types: Step = {
  name: 'types',
  run: async ({ folder, nodes }) => {
    const compile = (project: string) =>
      output(nodes.programs.binary, [TSC, '--project', project], { cwd: folder });
    await Promise.all([compile('tsconfig.json'), compile('tsconfig.bundler.json')]);
    return {};
  },
};
