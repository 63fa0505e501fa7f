import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '@cloudx3/launcher';
import { describe, expect, it } from 'vitest';
import { publicWorkspaces } from '../../packages/workspaces.ts';
import { exportsOf } from './names.ts';

/** The doors of a package that lead to TypeScript: the name that is imported, and the file. */
const packages = publicWorkspaces()
  .map(({ folder, manifest }) => ({
    folder,
    doors: Object.entries(manifest.exports ?? {}).flatMap(([door, conditions]) => {
      const file = typeof conditions === 'string' ? conditions : conditions['cloudx3-source'];
      return file?.endsWith('.ts') === true
        ? [{ name: join(manifest.name, door), file: join(folder, file) }]
        : [];
    }),
  }))
  .filter(({ doors }) => doors.length > 0);

// A change here is a change for everybody who builds on the package: `npx vitest run --project=unit scripts/check/exports --update`.
describe('what a package exports is listed in its exports.txt', () => {
  it.each(packages)('$folder', async ({ folder, doors }) => {
    const listed = doors.flatMap(({ name, file }) => [
      `# ${name}`,
      ...exportsOf(file, readFileSync(join(repositoryRoot, file), 'utf8')),
      '',
    ]);
    await expect(listed.join('\n')).toMatchFileSnapshot(join(repositoryRoot, folder, 'exports.txt'));
  });

  it('of every package that has a door', () => {
    expect(packages.map(({ folder }) => folder)).toEqual(
      expect.arrayContaining(['proto', 'verifier/core', 'sdk']),
    );
    expect(packages.filter(({ folder }) => !existsSync(join(repositoryRoot, folder, 'exports.txt')))).toEqual(
      [],
    );
  });
});

describe('the list of a door', () => {
  it('has values and types, declared here or elsewhere', () => {
    const text = `
      export { b, type T, inner as outer } from './b.ts';
      export type { U } from './u.ts';
      export const a = 1;
      export function f(): void {}
      export class C {}
      export interface I { readonly x: number }
      export type V = number;
      const hidden = 1;
    `;
    expect(exportsOf('index.ts', text)).toEqual([
      'C',
      'a',
      'b',
      'f',
      'outer',
      'type I',
      'type T',
      'type U',
      'type V',
    ]);
  });

  it.each(["export * from './a.ts';", "export * as a from './a.ts';", 'export default 1;'])(
    'is no list: %s',
    (text) => {
      expect(() => exportsOf('index.ts', text)).toThrow('index.ts');
    },
  );
});
