import { describe, expect, it } from 'vitest';
import type { Workspace } from '../workspaces.ts';
import { findings } from './finding.ts';
import { packageRules } from './rules.ts';
import type { House } from './subject.ts';

type Manifest = Workspace['manifest'];

const REPOSITORY = { type: 'git', url: 'git+https://github.com/cloudx3/cloudx3-iot.git', directory: 'acme' };

/** A program's package that breaks no rule; its parts can be changed. */
interface Parts {
  manifest: Manifest;
  /** Text of each packed file. */
  packed: Record<string, string>;
  /** Files of the folder that are not packed. */
  beside: Record<string, string>;
}

function soundParts(): Parts {
  return {
    manifest: {
      name: 'cloudx3-acme',
      version: '0.1.0',
      description: 'Speaks to Acme',
      license: 'Apache-2.0',
      repository: REPOSITORY,
      type: 'module',
      engines: { node: '>=24' },
      exports: {
        '.': { 'cloudx3-source': './src/index.ts', types: './dist/index.d.ts', default: './dist/index.js' },
      },
      files: ['dist'],
      bin: { 'cloudx3-acme': 'bin/cloudx3-acme.mjs' },
      dependencies: { '@cloudx3/proto': '^0.1.0', commander: '15.1.0' },
      peerDependencies: {},
    },
    packed: {
      'package.json': '{}',
      'README.md': '# acme',
      LICENSE: 'the licence',
      'CHANGELOG.md': '# acme',
      'bin/cloudx3-acme.mjs': "new URL('../src/cli/main.ts', import.meta.url);",
      'dist/index.js': "export { part } from './part.js';\nimport 'node:fs';\nimport '@cloudx3/proto';\n",
      'dist/index.d.ts': "export { part } from './part.ts';\n",
      'dist/part.js': "export const part = new URL('../data/', import.meta.url);\n",
      'dist/part.d.ts': 'export declare const part: URL;\n',
      'dist/cli/main.js': "import { Command } from 'commander';\n",
      'dist/cli/main.d.ts': 'export {};\n',
      'data/numbers.csv': '1,2\n',
    },
    beside: {
      'src/index.ts': '',
      'src/part.ts': '',
      'src/cli/main.ts': '',
      'src/testing/door.ts': '',
      'src/a.test.ts': '',
    },
  };
}

const library = (name: string, folder: string): Workspace => ({
  folder,
  manifest: { name, version: '0.1.0', bin: {}, dependencies: {}, peerDependencies: {} },
});
const HOUSE: House = {
  licence: 'the licence',
  workspaces: [library('@cloudx3/proto', 'proto'), library('@cloudx3/launcher', 'scripts/launcher')],
  enginesOf: (dependency) => (dependency === 'commander' ? '>=22.12.0' : undefined),
};

/** What the rules find in a package with this change, as "rule: message". */
function found(change: (parts: Parts) => void): string[] {
  const parts = soundParts();
  change(parts);
  const all = { ...parts.beside, ...parts.packed };
  const subject = {
    name: parts.manifest.name,
    workspace: { folder: 'acme', manifest: parts.manifest },
    files: Object.keys(parts.packed),
    read: (path: string) => all[path],
  };
  return findings(packageRules(HOUSE), [subject]).map(({ rule, message }) => `${rule}: ${message}`);
}

const append =
  (path: string, text: string) =>
  ({ packed }: Parts): void => {
    packed[path] = `${packed[path] ?? ''}${text}`;
  };

const PLANTED: readonly [what: string, change: (parts: Parts) => void, said: RegExp][] = [
  ['private', ({ manifest }) => (manifest.private = true), /^published: package\.json says private/],
  ['without a licence', ({ manifest }) => delete manifest.license, /^described: .*license: "Apache-2\.0"/],
  ['without engines', ({ manifest }) => delete manifest.engines, /^described: .*engines\.node/],
  [
    'of another repository',
    ({ manifest }) => (manifest.repository = { ...REPOSITORY, url: 'git+https://example.org/fork.git' }),
    /^described: .*repository\.url/,
  ],
  [
    'that moved',
    ({ manifest }) => (manifest.repository = { ...REPOSITORY, directory: 'elsewhere' }),
    /^described: .*repository\.directory: "acme"/,
  ],
  ['without a README', ({ packed }) => delete packed['README.md'], /^papers: README\.md is not packed/],
  ['with a licence of its own', ({ packed }) => (packed['LICENSE'] = 'mine'), /^papers: LICENSE differs/],
  [
    "with the compiler's notes",
    ({ packed, beside }) => (packed['dist/.tsbuildinfo'] = beside['src/.tsbuildinfo'] = '{}'),
    /^contents: dist\/\.tsbuildinfo is the compiler/,
  ],
  ['with a test', ({ packed }) => (packed['dist/a.test.js'] = ''), /^contents: dist\/a\.test\.js is a test/],
  ['with a source', ({ packed }) => (packed['src/index.ts'] = ''), /^contents: src\/index\.ts is a source/],
  [
    'with test support behind no door',
    ({ packed }) => (packed['dist/testing/door.js'] = ''),
    /^support of tests: dist\/testing\/door\.js .*no door leads to it/,
  ],
  [
    'with a map',
    ({ packed }) => (packed['data/part.js.map'] = '{}'),
    /^contents: data\/part\.js\.map is a map to sources that are not packed/,
  ],
  [
    'that names a map',
    append('dist/part.js', '//# sourceMappingURL=part.js.map'),
    /^maps: dist\/part\.js names a source map/,
  ],
  ['with what a gone source left', ({ beside }) => delete beside['src/part.ts'], /^stale: dist\/part\.js/],
  [
    'whose types are missing',
    ({ packed }) => delete packed['dist/index.d.ts'],
    /^doors: door "\." leads to \.\/dist\/index\.d\.ts, which is not packed/,
  ],
  [
    'whose door says nothing of types',
    ({ manifest }) => (manifest.exports = { '.': { default: './dist/index.js' } }),
    /^doors: door "\." has no "types"/,
  ],
  [
    'whose program is not packed',
    ({ packed }) => delete packed['dist/cli/main.js'],
    /^programs: bin cloudx3-acme: dist\/cli\/main\.js is not packed/,
  ],
  [
    'whose program has another name',
    ({ manifest }) => (manifest.bin = { acme: 'bin/cloudx3-acme.mjs' }),
    /^programs: bin acme: .*named as the program/,
  ],
  [
    'that imports a package of this repository alone',
    append('dist/part.js', "import '@cloudx3/launcher';"),
    /^imports: dist\/part\.js imports @cloudx3\/launcher, which is not published/,
  ],
  [
    'that imports what it does not depend on',
    append('dist/part.d.ts', "import type { z } from 'zod/v4';"),
    /^imports: dist\/part\.d\.ts imports zod\/v4, and zod is no dependency/,
  ],
  [
    'that imports a file which is not packed',
    append('dist/part.js', "await import('./gone.js');"),
    /^imports: dist\/part\.js reaches for \.\/gone\.js/,
  ],
  [
    'that reads data which is not packed',
    ({ packed }) => delete packed['data/numbers.csv'],
    /^files beside: dist\/part\.js reaches for \.\.\/data\//,
  ],
  [
    'that is a program with a range',
    ({ manifest }) => (manifest.dependencies['commander'] = '^15.1.0'),
    /^ranges: dependency commander: "15\.1\.0" instead of "\^15\.1\.0"/,
  ],
  [
    'that pins a package of ours',
    ({ manifest }) => (manifest.dependencies['@cloudx3/proto'] = '0.1.0'),
    /^ranges: dependency @cloudx3\/proto: "\^0\.1\.0"/,
  ],
  [
    'that is a library with a pin',
    ({ manifest }) => (manifest.bin = {}),
    /^ranges: dependency commander: "\^15\.1\.0" instead of "15\.1\.0"/,
  ],
  [
    'that depends on a package of this repository alone',
    ({ manifest }) => (manifest.dependencies['@cloudx3/launcher'] = '*'),
    /^ranges: @cloudx3\/launcher is not published/,
  ],
  [
    'that asks for an older Node than it stands on',
    ({ manifest }) => (manifest.engines = { node: '>=20' }),
    /^engines: engines\.node is ">=20", but commander needs ">=22\.12\.0"/,
  ],
];

describe('what is said of a package', () => {
  it('nothing, where all is well', () => expect(found(() => undefined)).toEqual([]));

  it.each(PLANTED)('%s', (_, change, said) => {
    expect(found(change)).toContainEqual(expect.stringMatching(said));
  });

  it('nothing of test support behind a door', () => {
    const said = found(({ manifest, packed }) => {
      const door = { types: './dist/testing/door.d.ts', default: './dist/testing/door.js' };
      manifest.exports = { ...manifest.exports, './testing': door };
      packed['dist/testing/door.js'] = packed['dist/testing/door.d.ts'] = '';
    });
    expect(said).toEqual([]);
  });
});
