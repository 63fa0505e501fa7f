import { expect, it } from 'vitest';
import type { Generator } from './generators.ts';
import { GENERATORS } from './generators.ts';
import { runGenerators } from './run.ts';

/** Generators that find these paths to differ, and what they were asked. */
function generating(changed: Readonly<Record<string, readonly string[]>>, more: Partial<Generator> = {}) {
  const ran: string[] = [];
  const printed: string[] = [];
  const generators = Object.entries(changed).map(([name, paths]) => ({
    name,
    run: (check: boolean) => {
      ran.push(`${name} ${check ? 'checks' : 'writes'}`);
      return Promise.resolve([...paths]);
    },
    ...more,
  }));
  const run = (check: boolean) => runGenerators(generators, check, (line) => printed.push(line));
  return { ran, printed, run };
}

it('a check finds what differs in any of them, and writes nothing', async () => {
  const { ran, printed, run } = generating({
    codecs: [],
    tables: ['docs/A.md', 'docs/B.md'],
    bins: ['c.mjs'],
  });
  expect(await run(true)).toBe(3);
  expect(ran).toEqual(['codecs checks', 'tables checks', 'bins checks']);
  expect(printed).toEqual(['differs: docs/A.md', 'differs: docs/B.md', 'differs: c.mjs']);
});

it('what was written is told, and is no drift', async () => {
  const { ran, printed, run } = generating({ tables: ['docs/A.md'] });
  expect(await run(false)).toBe(0);
  expect([ran, printed]).toEqual([['tables writes'], ['wrote: docs/A.md']]);
});

it('one that this machine cannot run is named with the way out, and the others run', async () => {
  const { ran, printed, run } = generating(
    { codecs: ['a.rs'] },
    { missing: () => 'Rust is missing; install it' },
  );
  expect(await run(true)).toBe(0);
  expect([ran, printed]).toEqual([[], ['skipped codecs: Rust is missing; install it']]);
});

it('one whose comparison belongs to another check is left to it, and still writes', async () => {
  const { ran, printed, run } = generating({ schema: ['a.json'] }, { checkedBy: 'npm test -- contracts' });
  expect(await run(true)).toBe(0);
  expect(printed).toEqual(['left to "npm test -- contracts": schema']);
  await run(false);
  expect(ran).toEqual(['schema writes']);
});

it('each has a name of its own', () => {
  const names = GENERATORS.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});
