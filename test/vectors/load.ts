import { readFileSync } from 'node:fs';
import type { Vector } from './generate/vector.ts';

/** The vectors of one file, as it stands in the repository. */
export function load(name: string): Vector[] {
  return JSON.parse(readFileSync(new URL(`${name}.json`, import.meta.url), 'utf8')) as Vector[];
}
