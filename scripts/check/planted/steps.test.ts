import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NODE_FLAGS, nodeBinary, repositoryRoot } from '@cloudx3/launcher';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { STEPS } from '../steps.ts';
import { plantSkeleton } from './skeleton.ts';
import type { Skeleton } from './skeleton.ts';

let tree: Skeleton;
beforeEach(() => {
  tree = plantSkeleton();
});
afterEach(() => tree[Symbol.dispose]());

/** Runs a step of `npm run check` on the planted tree instead of on this one. */
function run(name: string): { status: number | null; output: string } {
  const step = STEPS.find((candidate) => candidate.name === name) ?? expect.unreachable();
  const [script = '', ...args] = step.command;
  const { NODE_OPTIONS: _, VITEST: __, ...env } = process.env;
  const { status, stdout, stderr } = spawnSync(nodeBinary(), [join(repositoryRoot, script), ...args], {
    cwd: tree.root,
    encoding: 'utf8',
    env: { ...env, NO_COLOR: '1', NODE_OPTIONS: NODE_FLAGS.join(' ') },
  });
  return { status, output: stdout + stderr };
}

// What a step finds in a tree of empty packages, and what is planted there for it to find.
const PLANTED: readonly [step: string, file: string, text: string, says: RegExp][] = [
  ['format', 'proto/src/planted.ts', 'export const  planted = 1\n', /proto\/src\/planted\.ts/],
  [
    'types',
    'sdk/src/planted.ts',
    "export const planted: number = 'text';\n",
    /sdk\/src\/planted\.ts.*TS2322/,
  ],
  [
    'types',
    'verifier/core/src/planted.ts',
    'export const planted = Promise.withResolvers();\n',
    /verifier\/core\/src\/planted\.ts.*TS2550/,
  ],
  [
    'lint',
    'config/src/planted.ts',
    'export function planted(given: any) {\n  return given;\n}\n',
    /no-explicit-any/,
  ],
  [
    'unit tests',
    'proto/src/planted.test.ts',
    "import { expect, it } from 'vitest';\nit('is planted', () => expect(1).toBe(2));\n",
    /is planted/,
  ],
];

describe('a step of npm run check', () => {
  it.each(PLANTED)('%s finds what is planted', (step, file, text, says) => {
    tree.write(file, text);
    const { status, output } = run(step);
    expect(output).toMatch(says);
    expect(status).not.toBe(0);
  });

  it.each(['format', 'types', 'lint'])('%s finds nothing in a clean tree', (step) => {
    expect(run(step)).toMatchObject({ status: 0 });
  });

  it('unused code finds an unused file and a dependency that nobody names', () => {
    tree.write('sdk/src/planted.ts', 'export const planted = 1;\n');
    tree.write('sdk/src/index.ts', "export { used, unused } from './inner.ts';\n");
    tree.write('sdk/src/inner.ts', 'export const used = 1;\nexport const unused = 2;\n');
    tree.write('scripts/start/main.ts', "import { used } from '@cloudx3/sdk';\nconsole.log(used);\n");
    const { status, output } = run('unused code');
    expect(output).toMatch(/sdk\/src\/planted\.ts/);
    expect(output).toMatch(/zod +sdk\/package\.json/);
    expect(status).not.toBe(0);
  });

  it('doors that nobody uses finds what an index exports in vain, unless it is said to be for others', () => {
    tree.write(
      'sdk/src/index.ts',
      "export { used, unused, /** @public */ forOthers } from './inner.ts';\n/** @public */\nexport { theirs } from './theirs.ts';\n",
    );
    tree.write(
      'sdk/src/inner.ts',
      'export const used = 1;\nexport const unused = 2;\nexport const forOthers = 3;\n',
    );
    tree.write('sdk/src/theirs.ts', 'export const theirs = 4;\n');
    tree.write('scripts/start/main.ts', "import { used } from '@cloudx3/sdk';\nconsole.log(used);\n");
    const { status, output } = run('doors that nobody uses');
    expect(output).toMatch(/unused +sdk\/src\/index\.ts/);
    expect(output).not.toMatch(/forOthers|theirs/);
    expect(status).not.toBe(0);
  });

  it('fails where it finds nothing to judge', () => {
    expect(run('unit tests').status).not.toBe(0);
  });

  it.each(STEPS)('$name says which test plants its violation', ({ name, plantedIn }) => {
    const file = join(repositoryRoot, plantedIn);
    expect(existsSync(file), plantedIn).toBe(true);
    if (plantedIn.endsWith('planted/steps.test.ts')) expect(readFileSync(file, 'utf8')).toContain(`'${name}`);
  });
});
