import { join } from 'node:path';
import { output } from '../command.ts';
import type { Step } from '../step.ts';

/** Programs of `outside/` that need nothing but Node.js run, and print one line of JSON. */
export const libraries: Step = {
  name: 'libraries',
  run: async ({ folder, nodes }) => {
    for (const program of ['uses.js', 'mpc-engine.js'])
      JSON.parse(await output(nodes.programs.binary, [join('out', program)], { cwd: folder }));
    return {};
  },
};
