import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const ADAPTERS = new URL('../../', import.meta.url);
const NO_VENDORS = ['cli', 'kit', 'conformance', 'emulator'];

/** Whoever knows one adapter finds everything in the next. */
const SKELETON = [
  'CHANGELOG.md',
  'LICENSE',
  'README.md',
  'fixtures/.gitattributes',
  'fixtures/manifest.json',
  'manifest.json',
  'package.json',
  'src/adapter.ts',
  'src/conformance.test.ts',
  'src/errors.ts',
  'src/index.ts',
  'src/operations.ts',
  'tsconfig.json',
];

const vendors = readdirSync(ADAPTERS, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !NO_VENDORS.includes(entry.name))
  .map(({ name }) => name);

function filesOf(vendor: string): string[] {
  return readdirSync(new URL(`${vendor}/`, ADAPTERS), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(
      (entry) =>
        `${entry.parentPath}/${entry.name}`.split(`/adapters/${vendor}/`)[1]?.replace(/^\/+/, '') ?? '',
    )
    .filter((file) => !/^(node_modules|dist)\//.test(file))
    .sort();
}

function read(vendor: string, file: string): unknown {
  return JSON.parse(readFileSync(new URL(`${vendor}/${file}`, ADAPTERS), 'utf8'));
}

describe('adapter packages', () => {
  it('are found', () =>
    expect(vendors).toEqual(expect.arrayContaining(['home-assistant', 'open-meteo', 'shelly'])));

  it.each(vendors)('%s has the skeleton, its fixtures, and nothing else', (vendor) => {
    const files = filesOf(vendor);
    expect(files).toEqual(expect.arrayContaining(SKELETON));
    const surplus = files.filter(
      (file) =>
        !SKELETON.includes(file) &&
        !/^fixtures\/[a-z0-9-]+\.http$/.test(file) &&
        !/^src\/[a-z0-9-]+\.test\.ts$/.test(file),
    );
    expect(surplus).toEqual([]);
  });

  it.each(vendors)('%s is a package like the others', (vendor) => {
    const manifest = read(vendor, 'package.json') as Record<string, unknown>;
    const model = read(vendors[0] ?? '', 'package.json') as Record<string, unknown>;
    const { repository } = model as { repository: object };
    expect(manifest).toEqual({
      ...model,
      name: `@cloudx3/adapter-${vendor}`,
      description: expect.any(String) as string,
      repository: { ...repository, directory: `adapters/${vendor}` },
    });
    expect(read(vendor, 'tsconfig.json')).toEqual(read(vendors[0] ?? '', 'tsconfig.json'));
  });

  it.each(vendors)('%s says in its README what it sends, what it hides and how large it is', (vendor) => {
    const readme = readFileSync(new URL(`${vendor}/README.md`, ADAPTERS), 'utf8');
    for (const heading of ['## Operations', '## Credentials', '## Sizes', '## Fixtures'])
      expect(readme).toContain(heading);
  });
});
