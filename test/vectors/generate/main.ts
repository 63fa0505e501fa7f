// Writes all files of vectors anew, or with --check prints those that differ: what `npm run generate` calls.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { vectorFiles } from './files.ts';
import { textOf } from './text.ts';

const check = process.argv.includes('--check');
for (const [name, vectors] of Object.entries(vectorFiles())) {
  const file = fileURLToPath(new URL(`../${name}.json`, import.meta.url));
  const text = textOf(vectors);
  if (readFileSync(file, 'utf8') === text) continue;
  if (!check) writeFileSync(file, text);
  console.log(`test/vectors/${name}.json`);
}
