import { readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { vectorFiles } from './generate/files.ts';
import { textOf } from './generate/text.ts';

const files = vectorFiles();

describe('the files of vectors', () => {
  it('are those that the generator knows', async () => {
    const names = (await readdir(new URL('.', import.meta.url))).filter((name) => name.endsWith('.json'));
    expect(names.sort()).toEqual(
      Object.keys(files)
        .map((name) => `${name}.json`)
        .sort(),
    );
  });

  it.each(Object.keys(files))('%s.json is what the generator makes', (name) => {
    expect(readFileSync(new URL(`${name}.json`, import.meta.url), 'utf8')).toBe(textOf(files[name]!));
  });

  it.each(Object.entries(files))('%s.json gives a code exactly where it is invalid', (_, vectors) => {
    expect(vectors.filter(({ valid, code }) => valid !== (code === undefined))).toEqual([]);
    expect(new Set(vectors.map(({ rule, name }) => `${rule} ${name}`)).size).toBe(vectors.length);
  });
});
