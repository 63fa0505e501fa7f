import type { CodeFile } from './files.ts';
import { functionsOf, rustFunctionsOf, sizesOf } from './measure.ts';
import type { Measured, Sizes } from './measure.ts';

/** What the tree keeps to, in lines; tests count for the largest file only, since a suite is one function. */
export const HOUSE = {
  files: { median: 60, p90: 150, max: 300 },
  functions: { p90: 22, max: 60 },
  /** Lines of tests and their support for each line of source. */
  tests: { tree: 0.8, eachPackage: 0.5 },
} as const;

export interface PackageTests {
  readonly folder: string;
  readonly sources: number;
  readonly tests: number;
  readonly ratio: number;
}

export interface HouseFigures {
  readonly files: Sizes;
  readonly functions: Sizes;
  readonly testsPerSource: number;
  readonly packages: readonly PackageTests[];
  /** What is beyond the limit for one alone. */
  readonly tooLong: { readonly files: readonly Measured[]; readonly functions: readonly Measured[] };
}

/** The figures of a tree whose packages stand in these folders. */
export function figuresOf(files: readonly CodeFile[], folders: readonly string[]): HouseFigures {
  const sources = files.filter(({ isTest }) => !isTest);
  const functions = sources.flatMap(({ path, text }) =>
    path.endsWith('.rs') ? rustFunctionsOf(path, text) : functionsOf(path, text),
  );
  const named = (list: readonly CodeFile[]) => list.map(({ path: name, lines }) => ({ name, lines }));
  const { max, largest } = sizesOf(named(files));
  return {
    files: { ...sizesOf(named(sources)), max, largest },
    functions: sizesOf(functions),
    testsPerSource: ratio(linesOf(files) - linesOf(sources), linesOf(sources)),
    packages: folders.map((folder) =>
      testsOf(
        folder,
        files.filter(({ path }) => ownerOf(path, folders) === folder),
      ),
    ),
    tooLong: {
      files: named(files).filter(({ lines }) => lines > HOUSE.files.max),
      functions: functions.filter(({ lines }) => lines > HOUSE.functions.max),
    },
  };
}

/** What is beyond a limit of {@link HOUSE}, a line each. */
export function excessesOf(figures: HouseFigures): string[] {
  const { files, functions, testsPerSource, packages, tooLong } = figures;
  const over = (what: string, is: number, limit: number): string[] =>
    is > limit ? [`${what}: ${is}, at most ${limit}`] : [];
  const each = (what: string, list: readonly Measured[], limit: number): string[] =>
    list.map(({ name, lines }) => `${what} ${name}: ${lines} lines, at most ${limit}`);
  const under = (what: string, is: number, limit: number): string[] =>
    is < limit ? [`test lines for each source line of ${what}: ${is.toFixed(2)}, at least ${limit}`] : [];
  return [
    ...over('median of files', files.median, HOUSE.files.median),
    ...over('90th percentile of files', files.p90, HOUSE.files.p90),
    ...each('file', tooLong.files, HOUSE.files.max),
    ...over('90th percentile of functions', functions.p90, HOUSE.functions.p90),
    ...each('function', tooLong.functions, HOUSE.functions.max),
    ...under('the tree', testsPerSource, HOUSE.tests.tree),
    ...packages.flatMap(({ folder, ratio: is }) => under(folder, is, HOUSE.tests.eachPackage)),
  ];
}

function testsOf(folder: string, own: readonly CodeFile[]): PackageTests {
  const sources = linesOf(own.filter(({ isTest }) => !isTest));
  const tests = linesOf(own) - sources;
  return { folder, sources, tests, ratio: ratio(tests, sources) };
}

/** The innermost folder that a path lies in. */
function ownerOf(path: string, folders: readonly string[]): string | undefined {
  return folders.filter((folder) => path.startsWith(`${folder}/`)).sort((a, b) => b.length - a.length)[0];
}

function linesOf(files: readonly CodeFile[]): number {
  return files.reduce((sum, { lines }) => sum + lines, 0);
}

function ratio(tests: number, sources: number): number {
  return sources === 0 ? 1 : tests / sources;
}
