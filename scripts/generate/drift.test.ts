import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fillTable, refuseUnknown, tablesIn } from './doc-tables.ts';
import { generateFolder } from './tree.ts';
import { bringUpToDate } from './up-to-date.ts';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'cloudx3-drift-'));
  mkdirSync(join(root, 'gen'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const committed = (name: string, text: string) => writeFileSync(join(root, 'gen', name), text);
const generate = (files: Readonly<Record<string, string>>, check: boolean) =>
  generateFolder(
    'gen',
    check,
    async (into) => {
      for (const [name, text] of Object.entries(files)) writeFileSync(join(into, name), text);
      await Promise.resolve();
    },
    root,
  );

describe('a generated folder', () => {
  it('differs where a file has another content, is missing, or is there without being generated', async () => {
    committed('same.ts', '1');
    committed('other.ts', '1');
    committed('left.ts', '1');
    expect((await generate({ 'same.ts': '1', 'other.ts': '2', 'new.ts': '3' }, true)).sort()).toEqual([
      'gen/left.ts',
      'gen/new.ts',
      'gen/other.ts',
    ]);
    expect(readFileSync(join(root, 'gen', 'other.ts'), 'utf8')).toBe('1');
  });

  it('is as generated afterwards, unless it was only checked', async () => {
    committed('other.ts', '1');
    committed('left.ts', '1');
    await generate({ 'other.ts': '2' }, false);
    expect(await generate({ 'other.ts': '2' }, true)).toEqual([]);
  });
});

describe('a generated file', () => {
  it('is written where it differs or is missing, with its folder, unless it is only checked', () => {
    const file = join(root, 'bin', 'acme.mjs');
    expect(bringUpToDate(file, 'a', true)).toBe(false);
    expect(existsSync(file)).toBe(false);
    expect([bringUpToDate(file, 'a', false), bringUpToDate(file, 'a', true)]).toEqual([false, true]);
    expect([bringUpToDate(file, 'b', true), readFileSync(file, 'utf8')]).toEqual([false, 'a']);
  });
});

describe('a table in a page', () => {
  it('is filled between its marks, and only there', () => {
    const page = 'a\n<!-- generated: x -->\nold\n<!-- end -->\nb\n<!-- generated: y -->\n<!-- end -->\n';
    expect(fillTable(page, 'x', 'new')).toBe(
      'a\n<!-- generated: x -->\n\nnew\n\n<!-- end -->\nb\n<!-- generated: y -->\n<!-- end -->\n',
    );
  });

  it('cannot be filled where the marks are gone', () => {
    expect(() => fillTable('a <!-- generated: x -->', 'x', 'new')).toThrow('no place for "x"');
    expect(() => fillTable('a', 'x', 'new')).toThrow('no place for "x"');
  });

  it('does not take the end of the next table for its own', () => {
    const page = '<!-- generated: x -->\nold\nwritten by hand\n<!-- generated: y -->\n<!-- end -->\n';
    expect(() => fillTable(page, 'x', 'new')).toThrow('no place for "x"');
    expect(fillTable(page, 'y', 'new')).toContain('written by hand');
  });

  it('that nothing makes any more is found, for it would grow old', () => {
    const page = '<!-- generated: x -->\n<!-- end -->\n<!-- generated: gone -->\n<!-- end -->\n';
    expect(tablesIn(page)).toEqual(['x', 'gone']);
    expect(() => refuseUnknown('docs/P.md', page, ['x'])).toThrow(
      'docs/P.md: nothing makes the table "gone"',
    );
    expect(() => refuseUnknown('docs/P.md', page, ['x', 'gone'])).not.toThrow();
  });
});
