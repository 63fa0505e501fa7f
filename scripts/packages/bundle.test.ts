import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleForBrowser, sizesOf } from './bundle.ts';
import { runInPage } from './page.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cloudx3-bundle-'));
  const acme = join(folder, 'node_modules', 'acme');
  mkdirSync(acme, { recursive: true });
  writeFileSync(join(acme, 'package.json'), '{ "type": "module", "exports": "./index.js" }');
  writeFileSync(join(acme, 'index.js'), 'export const twice = (n) => 2 * n;');
});
afterAll(() => rmSync(folder, { recursive: true }));

const pageOf = async (text: string): Promise<string> =>
  runInPage(await bundleForBrowser(folder, text, 'iife'));

describe('a bundle for a browser', () => {
  it('has what it imports, and runs in a page', async () => {
    const text = "import { twice } from 'acme'; export const result = Promise.resolve({ four: twice(2) });";
    expect(await pageOf(text)).toBe('{"four":4}');
  });

  it.each([
    ['a module of Node.js', "import { readFileSync } from 'node:fs'; export { readFileSync };", /no node:fs/],
    ['one that is asked for late', "export const late = () => import('node:zlib');", /no node:zlib/],
    ['a package that is not there', "export * from 'gone';", /no gone/],
  ])('is none with %s', async (_, text, said) => {
    await expect(bundleForBrowser(folder, text, 'es')).rejects.toThrow(said);
  });

  it.each(['process.version', 'Buffer.from("a")', 'setImmediate(() => 0)'])('has no %s', async (text) => {
    await expect(pageOf(`export const result = Promise.resolve(${text});`)).rejects.toThrow(/is not defined/);
  });

  it('is measured in bytes, as it is and as it travels', () => {
    expect(sizesOf('é'.repeat(1_000))).toEqual({ bytes: 2_000, gzip: expect.closeTo(35, -1) as number });
  });
});
