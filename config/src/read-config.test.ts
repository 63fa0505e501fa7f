import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ConfigError } from './error.ts';
import { formatProblems } from './problem.ts';
import { loadConfig, parseConfig, readConfig } from './read-config.ts';

const schema = z.strictObject({
  name: z.string().min(2).describe('Write a name of at least two letters.'),
  listen: z.strictObject({
    port: z.int().min(1).max(65_535),
    host: z.string().default('127.0.0.1').describe('Write an address to listen on.'),
  }),
  peers: z.array(z.strictObject({ url: z.url(), weight: z.number().optional() })).default([]),
  mode: z.enum(['fast', 'slow']).optional(),
});

describe('parseConfig', () => {
  it('reads a good file with its defaults', () => {
    const result = parseConfig(
      'name = "ab"\n[listen]\nport = 80\n[[peers]]\nurl = "wss://a.example"',
      schema,
    );
    expect(result).toEqual({
      ok: true,
      value: { name: 'ab', listen: { port: 80, host: '127.0.0.1' }, peers: [{ url: 'wss://a.example' }] },
    });
  });

  it('reports every problem at once, each with its line, its path and what to write', () => {
    const text = [
      'name = "a"', // 1: too short
      'mode = "medium"', // 2: no such mode
      '', // 3
      '[listen]', // 4: port is missing
      'host = 7', // 5: wrong type
      'prot = 80', // 6: unknown
      '[[peers]]', // 7
      'url = "wss://a.example"', // 8
      '[[peers]]', // 9
      'url = "not a url"', // 10: invalid
      'weight = "x"', // 11: wrong type
    ].join('\n');
    const result = parseConfig(text, schema);
    expect(result.ok).toBe(false);
    const problems = result.ok ? [] : result.problems;
    expect(problems.map(({ line, path }) => `${line} ${path}`)).toEqual([
      '1 name',
      '2 mode',
      '4 listen.port',
      '5 listen.host',
      '6 listen.prot',
      '10 peers[1].url',
      '11 peers[1].weight',
    ]);
    expect(problems[0]?.remedy).toBe('Write a name of at least two letters.');
    expect(problems[1]?.remedy).toBe('Write one of: "fast", "slow".');
    expect(problems[2]?.message).toBe('is missing');
    expect(problems[3]?.remedy).toBe('Write an address to listen on.');
    expect(problems[4]?.remedy).toBe('Remove it, or write one of: port, host.');
    expect(formatProblems('x.toml', problems.slice(2, 3))).toBe(
      'x.toml:4: listen.port is missing. Write a value of type number.',
    );
  });

  it('finds lines in inline tables, dotted keys and arrays over several lines', () => {
    const text =
      'name = "ab"\npeers = [\n  { url = "wss://a.example" },\n  { url = 1 },\n]\nlisten.port = 0\n';
    const result = parseConfig(text, schema);
    const problems = result.ok ? [] : result.problems;
    expect(problems.map(({ line, path }) => `${line} ${path}`)).toEqual(['4 peers[1].url', '6 listen.port']);
  });

  it('names the line of a syntax error and keeps the text of the line out of the message', () => {
    const result = parseConfig('name = "ab"\npassphrase = hunter2 hunter2\n', schema);
    const problems = result.ok ? [] : result.problems;
    expect(problems).toHaveLength(1);
    expect(problems[0]?.line).toBe(2);
    expect(JSON.stringify(problems)).not.toContain('hunter2');
  });

  it('never throws and never quotes a value, whatever the file says', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        expect(typeof parseConfig(text, schema).ok).toBe('boolean');
      }),
    );
    const result = parseConfig('name = 1\nmode = "canary-value"\n[listen]\nport = "canary-value"\n', schema);
    expect(JSON.stringify(result)).not.toContain('canary-value');
  });

  it('is not fooled by keys that name members of Object', () => {
    const result = parseConfig('name = "ab"\n__proto__ = 1\nconstructor = 2\n[listen]\nport = 1\n', schema);
    expect(result.ok).toBe(false);
    if (!result.ok) expect(result.problems.map(({ path }) => path)).toContain('constructor');
  });
});

describe('readConfig', () => {
  const folder = mkdtemp(join(tmpdir(), 'notary-config-'));
  afterAll(async () => rm(await folder, { recursive: true }));

  it('says what to do about a file that is not there, and about one that is far too large', async () => {
    const missing = await readConfig(join(await folder, 'none.toml'), schema);
    expect(missing.ok ? [] : missing.problems.map(({ message }) => message)).toEqual([
      'the file does not exist',
    ]);
    const unreadable = await readConfig(await folder, schema);
    expect(unreadable.ok ? [] : unreadable.problems).toEqual([
      { line: 0, path: '', message: 'the file cannot be read', remedy: 'Check its permissions.' },
    ]);
  });

  it('reads a file of 262,144 bytes and none of one more', async () => {
    const large = join(await folder, 'large.toml');
    const good = 'name = "ab"\n[listen]\nport = 80\n#';
    await writeFile(large, good.padEnd(262_144, '#'));
    expect(await readConfig(large, schema)).toMatchObject({ ok: true });
    await writeFile(large, good.padEnd(262_145, '#'));
    const refused = await readConfig(large, schema);
    expect(refused.ok ? [] : refused.problems).toEqual([
      { line: 0, path: '', message: 'the file has 262145 bytes', remedy: 'At most 262144 are read.' },
    ]);
  });

  it('loadConfig throws all problems as one error', async () => {
    const file = join(await folder, 'bad.toml');
    await writeFile(file, 'name = "a"\n');
    const error: unknown = await loadConfig(file, schema).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(ConfigError);
    expect((error as ConfigError).code).toBe('config.invalid');
    expect((error as ConfigError).message.split('\n')).toHaveLength(2);
  });
});
