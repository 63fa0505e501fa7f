import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { repositoryRoot } from '@cloudx3/launcher';
import { runCommand } from '../test/command.ts';
import { chooseSteps } from './choose-steps.ts';
import { STEPS } from './steps.ts';
import type { Step } from './steps.ts';

// `npm run check`: everything that can be said of the sources without starting a network, cheap first; stops at the first failure.
// `-- NAME …` runs those steps alone, `-- --but NAME` all but one that runs elsewhere.
const { values, positionals: names } = parseArgs({
  options: { but: { type: 'string' } },
  allowPositionals: true,
});
for (const step of chosen()) {
  const startedAt = Date.now();
  console.log(`── ${step.name}`);
  const [script = '', ...args] = step.command;
  const { code } = await runCommand(process.execPath, [join(repositoryRoot, script), ...args], {
    env: { NODE_OPTIONS: '--conditions=cloudx3-source --disable-warning=ExperimentalWarning' },
  });
  if (code !== 0) {
    console.error(`\n"${step.name}" failed. ${step.remedy}`);
    process.exit(1);
  }
  console.log(`   ok, ${((Date.now() - startedAt) / 1000).toFixed(1)} s`);
}

function chosen(): readonly Step[] {
  try {
    return chooseSteps(STEPS, { names, but: values.but });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    console.error(error.message);
    process.exit(2);
  }
}
