import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { output } from '../command.ts';
import { runProgram } from '../installed-program.ts';
import type { Step } from '../step.ts';

/** A vendor whose author stands outside of this repository. */
const VENDOR = 'examples/write-an-adapter';

const vitestReport = z.object({ numPassedTests: z.int().min(1) });

/** An adapter's author outside runs the conformance suite with a vitest of his own, and looks at the adapter with `cloudx3-adapter`. */
export const vendor: Step = {
  name: 'vendor',
  run: async ({ folder, nodes }) => {
    const vitest = join(folder, 'node_modules', 'vitest', 'vitest.mjs');
    const report = join(folder, 'vendor-report.json');
    const args = [vitest, 'run', '--dir', VENDOR, '--reporter=json', `--outputFile=${report}`];
    await output(nodes.programs.binary, args, { cwd: folder });
    const { numPassedTests } = vitestReport.parse(JSON.parse(readFileSync(report, 'utf8')));
    await runProgram(folder, nodes.programs, ['cloudx3-adapter', 'lint', VENDOR]);
    await runProgram(folder, nodes.programs, ['cloudx3-adapter', 'manifest', VENDOR]);
    return { conformanceTests: numPassedTests };
  },
};
