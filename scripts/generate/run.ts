import type { Generator } from './generators.ts';

/** Runs generators, or only compares where `check`, and tells of each path. Gives the number of paths that differ and were not written. */
export async function runGenerators(
  generators: readonly Generator[],
  check: boolean,
  print: (line: string) => void,
): Promise<number> {
  let drift = 0;
  for (const generator of generators) {
    if (check && generator.checkedBy !== undefined) {
      print(`left to "${generator.checkedBy}": ${generator.name}`);
      continue;
    }
    const missing = generator.missing?.();
    if (missing !== undefined) {
      print(`skipped ${generator.name}: ${missing}`);
      continue;
    }
    const changed = await generator.run(check);
    for (const path of changed) print(`${check ? 'differs' : 'wrote'}: ${path}`);
    if (check) drift += changed.length;
  }
  return drift;
}
