import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { deleteStale } from './stale.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cloudx3-stale-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(path: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), '');
}

it('what was compiled from a source that is gone is deleted, and nothing else', () => {
  const kept = ['src/a/part.ts', 'dist/a/part.js', 'dist/a/part.d.ts', 'dist/.tsbuildinfo'];
  const stale = ['dist/a/gone.d.ts', 'dist/a/gone.js', 'dist/a/gone.js.map'];
  for (const path of [...kept, ...stale]) write(path);
  expect(deleteStale(folder).sort()).toEqual(stale);
  for (const path of kept) expect(existsSync(join(folder, path))).toBe(true);
});

it('a package that was never built has nothing stale', () => expect(deleteStale(folder)).toEqual([]));
