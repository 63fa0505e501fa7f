import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TEST_FILES } from '../test-files.ts';

/** A file of code that somebody writes by hand. */
export interface CodeFile {
  /** From the tree's root. */
  readonly path: string;
  readonly text: string;
  readonly lines: number;
  /** A test, or what only tests use. */
  readonly isTest: boolean;
}

const CODE = /\.(ts|mjs|rs)$/;
const GENERATED = /(^|\/)gen\//;
const TEST = new RegExp(`${TEST_FILES}|^test/`);

/** Every file of code of a tree that git knows or would add, but for generated ones. */
export function codeFiles(root: string): CodeFile[] {
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
  });
  return listed
    .split('\n')
    .filter((path) => CODE.test(path) && !GENERATED.test(path) && existsSync(join(root, path)))
    .map((path) => {
      const text = readFileSync(join(root, path), 'utf8');
      return { path, text, lines: text.split('\n').length - 1, isTest: TEST.test(path) };
    });
}
