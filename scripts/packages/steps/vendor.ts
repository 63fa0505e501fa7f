import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '@cloudx3/launcher';
import { z } from 'zod';
import { output } from '../command.ts';
import { runProgram } from '../installed-program.ts';
import type { Step } from '../step.ts';

/** A vendor of ours, as if its author stood outside of this repository. */
const VENDOR = join(repositoryRoot, 'adapters', 'shelly');

const vitestReport = z.object({ numPassedTests: z.int().min(1) });

/** An adapter's author outside runs the conformance suite with a vitest of his own, and looks at the adapter with `cloudx3-adapter`. */
export const vendor: Step = {
  name: 'vendor',
  run: async ({ folder, nodes }) => {
    for (const part of ['src', 'fixtures']) {
      const filter = (path: string): boolean => !path.includes('emulated');
      cpSync(join(VENDOR, part), join(folder, 'vendor', part), { recursive: true, filter });
    }
    const vitest = join(folder, 'node_modules', 'vitest', 'vitest.mjs');
    const report = join(folder, 'vendor-report.json');
    const args = [vitest, 'run', '--dir', 'vendor', '--reporter=json', `--outputFile=${report}`];
    await output(nodes.programs.binary, args, { cwd: folder });
    const { numPassedTests } = vitestReport.parse(JSON.parse(readFileSync(report, 'utf8')));
    await runProgram(folder, nodes.programs, ['cloudx3-adapter', 'lint', 'vendor/src/index.ts']);
    await runProgram(folder, nodes.programs, ['cloudx3-adapter', 'manifest', 'vendor/src/index.ts']);
    return { conformanceTests: numPassedTests };
  },
};
