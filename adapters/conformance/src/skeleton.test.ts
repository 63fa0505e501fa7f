import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const ADAPTERS = new URL('../../', import.meta.url);

/** Whoever knows one adapter finds everything in the next. */
const SKELETON = [
  'CHANGELOG.md',
  'LICENSE',
  'README.md',
  'exports.txt',
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

/** What a vendor has besides where its cloud is emulated. */
const EMULATED = ['src/emulated/conformance.test.ts', 'src/emulated/index.ts'];

const SURPLUS = [
  /^fixtures\/[a-z0-9-]+\.http$/,
  /^src\/[a-z0-9-]+\.test\.ts$/,
  /^src\/emulated\/[a-z0-9-]+\.ts$/,
  /^src\/emulated\/[a-z0-9-]+\.test\.ts$/,
  /^data\/(README\.md|sources\.json|LICENSE-[a-z-]+\.txt|[a-z0-9-]+\.csv)$/,
];

/** What has recorded answers is a vendor's; the other folders are what vendors stand on. */
const vendors = readdirSync(ADAPTERS).filter((name) =>
  existsSync(new URL(`${name}/fixtures/manifest.json`, ADAPTERS)),
);

function isEmulated(vendor: string): boolean {
  return existsSync(new URL(`${vendor}/src/emulated/`, ADAPTERS));
}

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

interface Manifest {
  readonly name: string;
  readonly description: string;
  readonly exports: Readonly<Record<string, unknown>>;
  readonly files: readonly string[];
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta?: Readonly<Record<string, unknown>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

function read(vendor: string, file: string): unknown {
  // A vendor's own name is the one thing in which two of them may differ.
  const text = readFileSync(new URL(`${vendor}/${file}`, ADAPTERS), 'utf8');
  return JSON.parse(text.replaceAll(`adapters/${vendor}`, 'adapters/VENDOR'));
}

/** A vendor's package.json without what only an emulated part needs, and that by itself. */
function manifestOf(vendor: string): { proper: object; emulated: object } {
  const { name, description, exports, files, ...rest } = read(vendor, 'package.json') as Manifest;
  expect(name).toBe(`@cloudx3/adapter-${vendor}`);
  expect(description).toEqual(expect.any(String));
  const { './emulated': door, ...doors } = exports;
  const { peerDependencies: peers, peerDependenciesMeta: peersMeta, devDependencies, ...others } = rest;
  const [emulator = ''] = Object.keys(peers ?? {});
  const { [emulator]: development, ...dev } = devDependencies;
  return {
    proper: {
      ...others,
      exports: doors,
      files: files.filter((file) => file !== 'data'),
      devDependencies: dev,
    },
    emulated: { door, peers, peersMeta, development, hasData: files.includes('data') },
  };
}

describe('adapter packages', () => {
  it('are found, with and without an emulated part', () => {
    expect(vendors.length).toBeGreaterThan(1);
    expect(new Set(vendors.map(isEmulated)).size).toBe(2);
  });

  it.each(vendors)('%s has the skeleton, its fixtures, and nothing else', (vendor) => {
    const files = filesOf(vendor);
    const needed = isEmulated(vendor) ? [...SKELETON, ...EMULATED] : SKELETON;
    expect(files).toEqual(expect.arrayContaining(needed));
    const known = (file: string): boolean =>
      needed.includes(file) || SURPLUS.some((pattern) => pattern.test(file));
    expect(files.filter((file) => !known(file))).toEqual([]);
  });

  it.each(vendors)('%s is a package like the others', (vendor) => {
    const like = (other: string): boolean => isEmulated(other) === isEmulated(vendor);
    const model = vendors.find(like) ?? vendor;
    expect(manifestOf(vendor).proper).toEqual(manifestOf(vendors[0] ?? '').proper);
    expect(manifestOf(vendor).emulated).toEqual(manifestOf(model).emulated);
    expect(read(vendor, 'tsconfig.json')).toEqual(read(model, 'tsconfig.json'));
  });

  it.each(vendors.filter((vendor) => !isEmulated(vendor)))('%s has no door to an emulated part', (vendor) => {
    expect(manifestOf(vendor).emulated).toEqual({ hasData: false });
  });

  it.each(vendors.filter(isEmulated))('%s can be used without the emulator', (vendor) => {
    const { emulated } = manifestOf(vendor) as { emulated: { peers: object; peersMeta: object } };
    expect(emulated.peersMeta).toEqual(
      Object.fromEntries(Object.keys(emulated.peers).map((name) => [name, { optional: true }])),
    );
  });

  it.each(vendors)('%s says in its README what it sends, what it hides and how large it is', (vendor) => {
    const readme = readFileSync(new URL(`${vendor}/README.md`, ADAPTERS), 'utf8');
    for (const heading of ['## Operations', '## Credentials', '## Sizes', '## Fixtures'])
      expect(readme).toContain(heading);
  });
});
