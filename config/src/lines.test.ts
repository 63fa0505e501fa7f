import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lineFinder } from './lines.ts';

describe('lineFinder', () => {
  it.each<[string, string, readonly PropertyKey[], number]>([
    ['a key', 'a = 1\nb = 2', ['b'], 2],
    ['a key of a table', '[t]\n\nb = 2', ['t', 'b'], 3],
    ['a table', 'a = 1\n[t.u]\nb = 2', ['t', 'u'], 2],
    ['a table that another one mentions first', '[t.u]\nb = 1\n[t]\nc = 2', ['t'], 1],
    ['a dotted key', 'a = 1\nt.u.v = 3', ['t', 'u', 'v'], 2],
    ['a quoted key', '"a b" = 1\n\'c.d\' = 2', ['c.d'], 2],
    ['a table of a list of tables', '[[t]]\na = 1\n[[t]]\na = 2', ['t', 1, 'a'], 4],
    ['an element of a list', 'a = [\n  1,\n  2,\n]', ['a', 1], 3],
    ['a list in a list', 'a = [\n [1],\n [2,\n 3]]', ['a', 1, 1], 4],
    ['a key of an inline table', 'a = [\n  { x = 1 },\n  { x = 2 },\n]', ['a', 1, 'x'], 3],
    ['what is missing in a table', 'a = 1\n[t]\nb = 2', ['t', 'none'], 2],
    ['what is missing in an element', 'a = [\n  { x = 1 },\n]', ['a', 0, 'y', 'z'], 2],
    ['what is missing at the top', '\n\na = 1', ['none'], 1],
    ['the whole file', '\n\na = 1', [], 1],
  ])('finds %s', (_what, text, path, line) => {
    expect(lineFinder(text)(path)).toBe(line);
  });

  it('finds every key of every table, whatever stands between', () => {
    const names = fc.uniqueArray(fc.stringMatching(/^[a-z]{1,6}$/), { minLength: 1, maxLength: 5 });
    const between = fc.constantFrom('', '# note = 1', '\n', '   ');
    const tables = fc.uniqueArray(
      fc.record({ name: fc.stringMatching(/^[A-Z]{1,4}$/), keys: names, between }),
      {
        minLength: 1,
        maxLength: 4,
        selector: ({ name }) => name,
      },
    );
    fc.assert(
      fc.property(tables, (list) => {
        const lines: string[] = [];
        const places: [PropertyKey[], number][] = [];
        for (const { name, keys, between: gap } of list) {
          lines.push(...gap.split('\n'), `[${name}]`);
          places.push([[name], lines.length]);
          for (const key of keys) {
            lines.push(`${key} = 1 # ${name}`);
            places.push([[name, key], lines.length]);
          }
        }
        const lineOf = lineFinder(lines.join('\n'));
        for (const [path, line] of places) expect([path, lineOf(path)]).toEqual([path, line]);
      }),
    );
  });

  it('points at the beginning of a text that it cannot read', () => {
    expect(lineFinder('a = = 1\n[')(['a'])).toBe(1);
  });
});
