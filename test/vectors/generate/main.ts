// Writes all files of vectors anew: `node scripts/run.mjs test/vectors/generate/main.ts`.
import { writeFile } from 'node:fs/promises';
import { vectorFiles } from './files.ts';
import { textOf } from './text.ts';

for (const [name, vectors] of Object.entries(vectorFiles())) {
  await writeFile(new URL(`../${name}.json`, import.meta.url), textOf(vectors));
}
