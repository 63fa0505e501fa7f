import { GENERATORS } from './generators.ts';

// `npm run generate` writes everything that is generated; `-- --check` fails where what is committed differs.
const check = process.argv.includes('--check');
let drift = 0;
for (const generator of GENERATORS) {
  if (check && generator.checkedBy !== undefined) {
    console.log(`left to "${generator.checkedBy}": ${generator.name}`);
    continue;
  }
  const missing = generator.missing?.();
  if (missing !== undefined) {
    console.log(`skipped ${generator.name}: ${missing}`);
    continue;
  }
  const changed = await generator.run(check);
  for (const path of changed) console.log(`${check ? 'differs' : 'wrote'}: ${path}`);
  if (check) drift += changed.length;
}
if (drift > 0) {
  console.error('Generated files differ from their sources. Run "npm run generate" and commit the result.');
  process.exit(1);
}
