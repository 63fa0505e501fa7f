import { parseArgs } from 'node:util';
import { GENERATORS } from './generators.ts';
import { runGenerators } from './run.ts';

// `npm run generate` writes everything that is generated; `-- --check` fails where what is committed differs.
const { check } = parseArgs({ options: { check: { type: 'boolean', default: false } } }).values;
const drift = await runGenerators(GENERATORS, check, (line) => console.log(line));
if (drift > 0) {
  console.error('Generated files differ from their sources. Run "npm run generate" and commit the result.');
  process.exit(1);
}
