import type { TracedFile } from './rules.ts';

/** A row of a table of attacks. */
export interface Attack {
  /** A1, A2 and so on, once each on the page. */
  readonly id: string;
  /** Its last cell: the tests that fail without the answer, or what is left. */
  readonly heldBy: string;
}

const ROW = /^\| (A\d+) +\|.*?\|([^|]*)\|$/gm;
const NAMED = /`([a-z0-9-]+\.test\.ts|[a-z0-9_]+\.rs)`|`([a-z0-9]+(?:_[a-z0-9]+)+)`|"([^"]+)"/g;

/** The attacks of the page, in their order. */
export function attacksOf(page: string): Attack[] {
  return [...page.matchAll(ROW)].map(([, id = '', heldBy = '']) => ({ id, heldBy }));
}

/** What the tables say of tests and the tree does not have, a line each. */
export function untrueOf(attacks: readonly Attack[], files: readonly TracedFile[]): string[] {
  const numbers = attacks.map(({ id }) => Number(id.slice(1))).toSorted((a, b) => a - b);
  const gap = numbers.findIndex((number, at) => number !== at + 1);
  const counted = gap < 0 ? [] : [`attacks are counted A1, A2 and so on, once each; A${gap + 1} is not`];
  return [...counted, ...attacks.flatMap((attack) => namedFalsely(attack, files))];
}

/** Tests are of the file that is named before them. */
function namedFalsely({ id, heldBy }: Attack, files: readonly TracedFile[]): string[] {
  const problems: string[] = [];
  let texts: readonly string[] = [];
  for (const [, file, rust, quoted] of testsIn(heldBy).matchAll(NAMED)) {
    if (file !== undefined) {
      texts = files.filter(({ path }) => path.split('/').at(-1) === file).map(({ text }) => text);
      if (texts.length === 0) problems.push(`${id} names ${file}, which is nowhere`);
      continue;
    }
    const test = rust === undefined ? (quoted ?? '') : `fn ${rust}()`;
    if (!texts.some((text) => text.includes(test)))
      problems.push(`${id} names a test that is not there: ${rust ?? quoted}`);
  }
  return problems;
}

/** What is left after the answer is said behind them. */
function testsIn(heldBy: string): string {
  return heldBy.split(/residue/i)[0] ?? '';
}
