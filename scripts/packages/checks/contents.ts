import { sourceOf } from '../../build/stale.ts';
import type { Rule } from './finding.ts';
import { reachedByDoors } from './reach.ts';
import type { Subject } from './subject.ts';

/** What has no business in a tarball, and why. */
const UNWANTED: readonly (readonly [RegExp, string])[] = [
  [/\.tsbuildinfo$/, 'the compiler’s own notes'],
  [/\.map$/, 'a map to sources that are not packed'],
  [/\.test\.|\.test-support\./, 'a test'],
  [/(?<!\.d)\.ts$/, 'a source, which Node does not run below node_modules'],
  [/(^|\/)(node_modules|\.[^/]+)\//, 'a folder of tools'],
];

/** Folders of what tests use. They are packed where a door leads into them, as far as it leads. */
const SUPPORT = /\/(testing|test-support|testdata|integration)\//;

/** What a tarball holds is what others run, and nothing else. */
export const CONTENT_RULES: readonly Rule<Subject>[] = [
  {
    name: 'contents',
    check: ({ files }) =>
      files.flatMap((file) =>
        UNWANTED.filter(([pattern]) => pattern.test(file)).map(
          ([, what]) => `${file} is ${what}: leave it out by "files" of package.json`,
        ),
      ),
  },
  {
    name: 'support of tests',
    check: (subject) => {
      const reached = reachedByDoors(subject);
      return subject.files
        .filter((file) => SUPPORT.test(file) && !reached.has(file))
        .map(
          (file) =>
            `${file} is support of tests, and no door leads to it: leave it out by "files" of package.json`,
        );
    },
  },
  {
    name: 'maps',
    check: ({ files, read }) =>
      files
        .filter((file) => /\.js$/.test(file) && /^\/\/# sourceMappingURL=/m.test(read(file) ?? ''))
        .map((file) => `${file} names a source map, and maps are not packed`),
  },
  {
    // The compiler takes nothing away that it wrote before.
    name: 'stale',
    check: ({ files, read }) =>
      files
        .filter((file) => file.startsWith('dist/') && read(sourceOf(file)) === undefined)
        .map((file) => `${file} was made of a source that is gone: build again`),
  },
];
