import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NODE_FLAGS, nodeBinary } from '@cloudx3/launcher';
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
      'file a/x.ts: 301 lines, at most 300',
    ],
    [
      'a test that is too long',
      [file('a/x.ts', 60), file('a/x.test.ts', 301, true)],
      'file a/x.test.ts: 301 lines',
    ],
    [
      'more than a tenth of the files that are long',
      [file('a/x.ts', 40), file('a/y.ts', 40), file('a/z.ts', 151), file('a/x.test.ts', 300, true)],
      '90th percentile of files: 151, at most 150',
    ],
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

  const functionOf = (lines: number): string =>
    `export function long() {\n${'  step();\n'.repeat(lines - 2)}}\n`;

  it('finds every function that is too long, and that more than a tenth are long', () => {
    const text = functionOf(HOUSE.functions.max + 1).repeat(2);
    const long: CodeFile = { path: 'a/x.ts', text, lines: 50, isTest: false };
    expect(excesses(long, file('a/x.test.ts', 90, true))).toEqual([
      '90th percentile of functions: 61, at most 22',
      'function a/x.ts:1: 61 lines, at most 60',
      'function a/x.ts:62: 61 lines, at most 60',
    ]);
    expect(excesses({ ...long, isTest: true, path: 'a/x.test.ts' })).toEqual([]);
  });

  it('is judged by a program that fails on what it finds, and on a tree where it finds no code', () => {
    const root = mkdtempSync(join(tmpdir(), 'cloudx3-house-'));
    const plant = (path: string, text: string): void => {
      mkdirSync(join(root, path, '..'), { recursive: true });
      writeFileSync(join(root, path), text);
    };
    const judge = (): { status: number | null; stderr: string } => {
      const main = join(import.meta.dirname, 'main.ts');
      const { status, stderr } = spawnSync(nodeBinary(), [...NODE_FLAGS, main], {
        cwd: root,
        encoding: 'utf8',
      });
      return { status, stderr };
    };
    try {
      execFileSync('git', ['init', '--quiet'], { cwd: root });
      plant('package.json', '{ "workspaces": ["a"] }');
      plant('a/package.json', '{ "name": "a", "version": "0.1.0" }');
      expect(judge()).toEqual({ status: 1, stderr: '' });
      plant('a/x.ts', functionOf(20));
      plant('a/x.test.ts', '\n'.repeat(20));
      expect(judge()).toEqual({ status: 0, stderr: '' });
      plant('a/y.ts', '\n'.repeat(301));
      expect(judge()).toMatchObject({
        status: 1,
        stderr: expect.stringContaining('file a/y.ts: 301 lines') as string,
      });
    } finally {
      rmSync(root, { recursive: true });
    }
  });
});
