import { parseConfig } from '@cloudx3/config';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { configSchema } from './schema.ts';
import { setting, tomlText } from './setting.ts';
import { sectionsOf, settingsByPath } from './settings.ts';
import { renderConfig } from './template.ts';

const settings = [...settingsByPath().values()];

/** Dotted paths of everything in a JSON Schema that is no table. */
function leavesOf(schema: z.core.JSONSchema.JSONSchema, path = ''): string[] {
  const below = (of: typeof schema.properties, prefix: string): string[] =>
    Object.entries(of ?? {}).flatMap(([key, child]) =>
      typeof child === 'boolean' ? [] : leavesOf(child, `${prefix}${key}`),
    );
  const { items } = schema;
  if (typeof items === 'object' && !Array.isArray(items) && items.properties !== undefined)
    return below(items.properties, `${path}[].`);
  return schema.properties === undefined ? [path] : below(schema.properties, path === '' ? '' : `${path}.`);
}

describe('the table of settings', () => {
  it('has a text for everything that the file takes', () => {
    const leaves = leavesOf(z.toJSONSchema(configSchema, { io: 'input' }));
    expect(settings.map(({ path }) => path).sort()).toEqual(leaves.sort());
    expect(leaves.length).toBeGreaterThan(30);
  });

  it.each(settings)('$path is told of in a form that fits each place', ({ says, schema, example }) => {
    expect(says).toMatch(/^[a-z]/);
    expect(says).toMatch(/[^.]$/);
    expect(schema.description).toMatch(/^Write .*\.$/);
    if (example !== undefined) expect(schema.safeParse(example).success).toBe(true);
  });

  it('knows what is left out and what it is then', () => {
    const byPath = settingsByPath();
    expect(byPath.get('chain.poll_ms')).toMatchObject({ isOptional: true, default: 1_000 });
    expect(byPath.get('chain.devices')).toMatchObject({ isOptional: true, default: undefined });
    expect(byPath.get('chain.id')).toMatchObject({ isOptional: false, default: undefined });
    expect(byPath.get('vendors[].server')).toMatchObject({ isOptional: false });
    expect(
      sectionsOf()
        .filter(({ isList }) => isList)
        .map(({ path }) => path),
    ).toEqual(['notaries.pin', 'vendors', 'quotas']);
  });

  it('names no secret as something that the file holds', () => {
    const secret = settings.filter(({ namesSecret }) => namesSecret).map(({ says }) => says);
    expect(secret.length).toBeGreaterThan(4);
    expect(secret.every((says) => /path|file|variable/.test(says))).toBe(true);
  });
});

describe('a new file', () => {
  const rendered = renderConfig({ values: new Map(), lists: new Map() });

  it('shows every setting once, and with all of them taken as they are shown it is a good file', () => {
    for (const { key } of settings) expect(rendered).toContain(`# ${key} = `);
    const required = 'id = "c-1"\noracle = "wasm1oracle"\n';
    const taken = rendered
      .replaceAll(/^# (\[\[[a-z.]+\]\]|[a-z_]+ = .*)$/gm, '$1')
      .replace(/^(id|oracle) = "…"\n/gm, '')
      .replace('[chain]\n', `[chain]\n${required}`)
      .replace(/^port = .*$/m, 'port = 9464')
      .replace(/^name = .*$/m, 'name = "n"');
    const result = parseConfig(taken, configSchema);
    expect(result.ok ? [] : result.problems).toEqual([]);
  });

  it('says what is missing where nothing was filled in', () => {
    const result = parseConfig(rendered, configSchema);
    const paths = result.ok ? [] : result.problems.map(({ path }) => path);
    expect(paths).toEqual(
      expect.arrayContaining(['name', 'chain.rpc', 'keys.gas', 'p2p.listen', 'http.port']),
    );
  });
});

describe('tomlText', () => {
  const read = (text: string): unknown => {
    const result = parseConfig(`v = ${text}`, z.object({ v: z.unknown() }));
    return result.ok ? result.value.v : result.problems;
  };

  it('is read back as it was, whatever characters there are', () => {
    const texts = fc.string({ unit: 'binary' });
    const names = fc.string({ unit: 'grapheme', minLength: 1 }).filter((name) => name !== '__proto__');
    const values = fc.oneof(texts, fc.nat(), fc.array(texts), fc.dictionary(names, texts));
    fc.assert(
      fc.property(values, (value) => {
        const back = read(tomlText(value));
        expect(JSON.parse(JSON.stringify(back))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });
});

describe('a setting', () => {
  it('answers a problem with what to write', () => {
    const schema = z.object({
      v: setting(z.int().optional(), { says: 'a number', example: 3, orLeaveOut: 'for none' }),
    });
    const result = parseConfig('v = "x"', schema);
    expect(result.ok ? [] : result.problems.map(({ remedy }) => remedy)).toEqual([
      'Write a number, like 3, or leave it out for none.',
    ]);
  });
});
