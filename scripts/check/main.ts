import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { repositoryRoot } from '@cloudx3/launcher';
import { runCommand } from '../test/command.ts';
import { STEPS } from './steps.ts';

// `npm run check`: everything that can be said of the sources without starting a network, cheap first; stops at the first failure.
// `-- NAME …` runs those steps alone, `-- --but NAME` all but one that runs elsewhere.
const { values, positionals: names } = parseArgs({
  options: { but: { type: 'string' } },
  allowPositionals: true,
});
const known = new Set(STEPS.map(({ name }) => name));
const unknown = [...names, ...(values.but === undefined ? [] : [values.but])].filter(
  (name) => !known.has(name),
);
if (unknown.length > 0) {
  console.error(`There is no step "${unknown.join('", "')}". There are: ${[...known].join(', ')}.`);
  process.exit(2);
}
for (const step of STEPS.filter(({ name }) =>
  names.length === 0 ? name !== values.but : names.includes(name),
)) {
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
