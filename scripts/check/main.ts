import { join } from 'node:path';
import { repositoryRoot } from '@cloudx3/launcher';
import { runCommand } from '../test/command.ts';
import { STEPS } from './steps.ts';

// `npm run check`: everything that can be said of the sources without starting a network, cheap first; stops at the first failure.
const names = process.argv.slice(2);
for (const step of STEPS.filter(({ name }) => names.length === 0 || names.includes(name))) {
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
