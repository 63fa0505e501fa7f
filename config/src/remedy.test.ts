import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { formatProblems } from './problem.ts';
import { parseConfig } from './read-config.ts';

const schema = z.strictObject({
  port: z.int().min(1).max(65_535).default(80),
  mode: z.enum(['fast', 'slow']).default('fast'),
  url: z.url().optional(),
  name: z.string().min(2).describe('Write a name of at least two letters.').optional(),
  peers: z.record(z.string(), z.strictObject({ weight: z.number().max(9) })).optional(),
  keys: z
    .array(z.string().regex(/^[0-9a-f]+$/))
    .max(2)
    .optional(),
  retries: z.union([z.literal(0), z.literal(1)]).optional(),
  size: z
    .string()
    .describe('Write a size like "4 MB".')
    .transform((text) => Number(text.split(' ')[0]))
    .optional(),
});

/** The problems of a text, as a terminal shows them. */
function shown(text: string): string[] {
  const result = parseConfig(text, schema);
  return result.ok ? [] : formatProblems('f', result.problems).split('\n');
}

describe('a problem', () => {
  it.each<[string, string]>([
    ['port = 0', 'f:1: port is not valid (Too small: expected number to be >=1). Write at least 1.'],
    ['port = 70000', 'f:1: port is not valid (Too big: expected number to be <=65535). Write at most 65535.'],
    [
      'port = "80"',
      'f:1: port has the wrong type (expected number, received string). Write a value of type number.',
    ],
    [
      'port = 1.5',
      'f:1: port has the wrong type (expected int, received number). Write a value of type int.',
    ],
    [
      'mode = "medium"',
      'f:1: mode is not valid (Invalid option: expected one of "fast"|"slow"). Write one of: "fast", "slow".',
    ],
    ['url = "no"', 'f:1: url is not valid (Invalid URL). See the example that "init" writes.'],
    ['retries = 2', 'f:1: retries is not valid (Invalid input). See the example that "init" writes.'],
    // The schema's own words come first, through optional, default and transform.
    [
      'name = "a"',
      'f:1: name is not valid (Too small: expected string to have >=2 characters). Write a name of at least two letters.',
    ],
    [
      'size = 4',
      'f:1: size has the wrong type (expected string, received number). Write a size like "4 MB".',
    ],
    [
      'keys = ["0a", "xy"]',
      'f:1: keys[1] is not valid (Invalid string: must match pattern /^[0-9a-f]+$/). See the example that "init" writes.',
    ],
    [
      'keys = ["a", "b", "c"]',
      'f:1: keys is not valid (Too big: expected array to have <=2 items). Write at most 2.',
    ],
    [
      '\n[peers.a]\nweight = 10',
      'f:3: peers.a.weight is not valid (Too big: expected number to be <=9). Write at most 9.',
    ],
    ['[peers.a]\n', 'f:1: peers.a.weight is missing. Write a value of type number.'],
    [
      '\n[peers.a]\nweight = 1\nwait = 2',
      'f:4: peers.a.wait is not a known setting. Remove it, or write one of: weight.',
    ],
  ])('of %j says where it is, what is wrong and what to write', (text, expected) => {
    expect(shown(text)).toEqual([expected]);
  });

  it('says of an unknown setting which ones there are, one problem each', () => {
    expect(shown('prot = 1\nmod = 2')).toEqual([
      'f:1: prot is not a known setting. Remove it, or write one of: port, mode, url, name, peers, keys, retries, size.',
      'f:2: mod is not a known setting. Remove it, or write one of: port, mode, url, name, peers, keys, retries, size.',
    ]);
    const empty = parseConfig('a = 1', z.strictObject({}));
    expect(empty.ok ? [] : empty.problems[0]?.remedy).toBe('Remove it.');
  });

  it('comes in the order of lines, whatever the order of settings', () => {
    const lines = ['mode = "x"', 'port = 0', 'url = "x"', 'bogus = 1', 'name = "a"'];
    const orders = fc.shuffledSubarray(lines, { minLength: lines.length });
    fc.assert(
      fc.property(orders, (order) => {
        const places = shown(order.join('\n')).map((line) =>
          /^f:(\d+): (\w+)/.exec(line)?.slice(1).join(' '),
        );
        expect(places).toEqual(order.map((line, i) => `${i + 1} ${line.split(' ')[0] ?? ''}`));
      }),
    );
  });

  it('never quotes what was written, of any kind and at any place', () => {
    const canary = 'canary-7f3a';
    for (const key of ['port', 'mode', 'url', 'name', 'keys', 'retries', 'size', 'peers']) {
      for (const value of [`"${canary}"`, `["${canary}"]`, `{ x = "${canary}" }`]) {
        const problems = shown(`${key} = ${value}`);
        expect([key, value, problems.join().includes(canary)]).toEqual([key, value, false]);
      }
    }
  });
});
