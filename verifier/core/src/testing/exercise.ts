import type * as Core from '../index.ts';
import { live } from './life.ts';
import { RUNS } from './runs.ts';
import type { Vector } from './runs.ts';

/** Runs all vectors and then one whole life of a reading; gives what went otherwise than it should. */
export function exercise(core: typeof Core, vectors: Record<string, readonly Vector[]>): string[] {
  const failures: string[] = [];
  for (const [file, list] of Object.entries(vectors)) {
    for (const vector of list) {
      const code = RUNS[file]?.(core, vector);
      if (code !== vector.code) failures.push(`${file}: ${vector.rule} ${vector.name}: ${String(code)}`);
    }
  }
  return [...failures, ...live(core)];
}
