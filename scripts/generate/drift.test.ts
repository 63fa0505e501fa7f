import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fillTable } from './doc-tables.ts';
import { generateFolder } from './tree.ts';

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
});
