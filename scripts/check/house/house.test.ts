import { describe, expect, it } from 'vitest';
import type { CodeFile } from './files.ts';
import { functionsOf, rustFunctionsOf, sizesOf } from './measure.ts';
import { HOUSE, excessesOf, figuresOf } from './rules.ts';

const file = (path: string, lines: number, isTest = false): CodeFile => ({
  path,
  text: '\n'.repeat(lines),
  lines,
  isTest,
});
const excesses = (...files: CodeFile[]) => excessesOf(figuresOf(files, ['a', 'a/b']));

describe('sizes', () => {
  it('are nearest ranks', () => {
    const measured = [5, 1, 4, 2, 3, 10, 6, 9, 8, 7].map((lines) => ({ name: String(lines), lines }));
    expect(sizesOf(measured)).toEqual({ median: 5, p90: 9, max: 10, largest: '10' });
    expect(sizesOf([])).toEqual({ median: 0, p90: 0, max: 0, largest: '' });
  });

  it('count functions whose body is a block, methods and nested ones too', () => {
    const text =
      'export function a() {\n  return () => 1;\n}\nclass B {\n  get c() {\n    return [1].map((x) => {\n      return x;\n    });\n  }\n}\n';
    expect(functionsOf('x.ts', text)).toEqual([
      { name: 'x.ts:1', lines: 3 },
      { name: 'x.ts:5', lines: 5 },
      { name: 'x.ts:6', lines: 3 },
    ]);
  });

  it('count functions of Rust to the brace under their first word, and no signature of a trait', () => {
    const text =
      'pub(crate) fn a() -> u8 {\n    if x {\n    }\n    1\n}\n\ntrait T {\n    fn b();\n    fn c() {\n        1;\n    }\n}\nfn d() {}\n';
    expect(rustFunctionsOf('x.rs', text)).toEqual([
      { name: 'x.rs:1', lines: 5 },
      { name: 'x.rs:9', lines: 3 },
      { name: 'x.rs:13', lines: 1 },
    ]);
  });
});

describe('the house', () => {
  it('finds nothing where all is within its limits', () => {
    expect(excesses(file('a/x.ts', 60), file('a/x.test.ts', 50, true))).toEqual([]);
  });

  it.each([
    [
      'a file that is too long',
      [file('a/x.ts', HOUSE.files.max + 1), file('a/x.test.ts', 300, true)],
      'largest file: 301',
    ],
    ['a test that is too long', [file('a/x.ts', 60), file('a/x.test.ts', 301, true)], '(a/x.test.ts)'],
    [
      'files that are long as a rule',
      [file('a/x.ts', 61), file('a/x.test.ts', 61, true)],
      'median of files: 61',
    ],
    ['a tree with few tests', [file('a/x.ts', 50), file('a/x.test.ts', 39, true)], 'the tree: 0.78'],
  ])('finds %s', (_, files, excess) => {
    expect(excesses(...files).join('\n')).toContain(excess);
  });

  it('finds a package whose tests stand in the package around it', () => {
    expect(excesses(file('a/b/x.ts', 50), file('a/x.test.ts', 90, true))).toEqual([
      'test lines for each source line of a/b: 0.00, at least 0.5',
    ]);
  });

  it('finds a function that is too long', () => {
    const text = `export function long() {\n${'  step();\n'.repeat(HOUSE.functions.max)}}\n`;
    const long: CodeFile = { path: 'a/x.ts', text, lines: 50, isTest: false };
    expect(excesses(long, file('a/x.test.ts', 90, true))).toContain(
      'largest function: 62, at most 60 (a/x.ts:1)',
    );
  });
});
