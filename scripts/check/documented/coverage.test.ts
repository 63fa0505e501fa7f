import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ts from 'typescript';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { coverageOf } from './coverage.ts';

let root = '';
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'cloudx3-documented-'));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

function coverage(declarations: string) {
  const entry = join(root, 'index.ts');
  writeFileSync(join(root, 'things.ts'), declarations);
  writeFileSync(entry, "export * from './things.ts';\nexport type { Program } from 'typescript';\n");
  const program = ts.createProgram([entry], { noEmit: true, allowImportingTsExtensions: true, types: [] });
  return coverageOf(program, root, [entry]);
}

it('follows re-exports, counts what is declared here, and names what says nothing', () => {
  const { exports, members } = coverage(`
    /** Says what it is. */
    export interface Told {
      /** Metres. */
      readonly height: number;
      readonly width: number;
    }
    export type Shape = { side: number };
    export function silent(): void {}
    /** A class. */
    export class Thing {
      private hidden = 1;
      #inner = 2;
      /** Does it. */
      act(): number { return this.hidden + this.#inner; }
      constructor() { this.act(); }
    }
    interface Inner { readonly unseen: number }
    /** A value. */
    export const inner: Inner = { unseen: 1 };
  `);
  expect(exports).toMatchObject({ all: 5, documented: 3 });
  expect(exports.silent).toEqual(['things.ts:8 Shape', 'things.ts:9 silent']);
  expect(members.silent).toEqual(['things.ts:6 width', 'things.ts:8 side']);
  expect(members.all).toBe(4);
});

it('counts a declaration once, however many doors lead to it', () => {
  const { exports } = coverage('export const one = 1;\nexport { one as same };\n');
  expect(exports.all).toBe(1);
});

it('refuses an entry that is no module', () => {
  const entry = join(root, 'script.ts');
  writeFileSync(entry, 'const here = 1;\n');
  const program = ts.createProgram([entry], { noEmit: true, types: [] });
  expect(() => coverageOf(program, root, [entry])).toThrow('is no module');
});
