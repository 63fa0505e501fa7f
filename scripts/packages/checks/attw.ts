import { readFileSync } from 'node:fs';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import type { Problem } from '@arethetypeswrong/core';
import { problemKindInfo } from '@arethetypeswrong/core/problems';
import type { Packed } from '../pack.ts';
import type { Finding } from './finding.ts';

/** Our packages are ES modules: "esm-only" is what attw calls it not to look at the ways of CommonJS. */
const NOT_LOOKED_AT = ['node10', 'node16-cjs'];

/** What attw ("are the types wrong?") says of the tarball under its profile "esm-only". */
export async function attwFindings({ name, tarball }: Pick<Packed, 'name' | 'tarball'>): Promise<Finding[]> {
  const result = await checkPackage(createPackageFromTarballData(Uint8Array.from(readFileSync(tarball))));
  if (result.types === false) return [{ package: name, rule: 'attw', message: 'the package has no types' }];
  return result.problems.filter(counts).map((problem) => ({
    package: name,
    rule: `attw ${problem.kind}`,
    message: `${problemKindInfo[problem.kind].shortDescription} (${placeOf(problem)})`,
  }));
}

function counts(problem: Problem): boolean {
  return !('resolutionKind' in problem) || !NOT_LOOKED_AT.includes(problem.resolutionKind);
}

function placeOf(problem: Problem): string {
  if ('entrypoint' in problem) return `${problem.entrypoint}, ${problem.resolutionKind}`;
  return 'fileName' in problem ? problem.fileName : problem.typesFileName;
}
