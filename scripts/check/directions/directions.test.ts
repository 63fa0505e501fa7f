import { describe, expect, it } from 'vitest';
import { plantSkeleton } from '../planted/skeleton.ts';
import type { Skeleton } from '../planted/skeleton.ts';
import { sourceFolders } from '../workspace.ts';
import type { WorkspacePackage } from '../workspace.ts';
import { cruise } from './cruise.ts';
import { DIRECTIONS } from './table.ts';
import type { DirectionRow } from './table.ts';

const rowsOf = ({ folder }: WorkspacePackage) =>
  DIRECTIONS.filter(({ path }) => new RegExp(path).test(`${folder}/`));
const rowOf = (workspace: WorkspacePackage): DirectionRow => rowsOf(workspace)[0] ?? expect.unreachable();
const folderOf = ({ entries, folder }: WorkspacePackage) =>
  `${folder}/${entries[0]?.includes('src/') === true ? 'src/' : ''}`;

/** A folder whose files may import the packages of these rows. */
interface Place {
  readonly folder: string;
  readonly own: WorkspacePackage;
  readonly may: readonly string[];
}

/** Where sources stand: each package's own folder, and its layers. */
function sourcePlaces(own: WorkspacePackage): Place[] {
  const { may, layers } = rowOf(own);
  return [
    { folder: folderOf(own), own, may },
    ...layers.map((layer) => ({ folder: `${own.folder}/${layer.folder}`, own, may: [...may, ...layer.may] })),
  ];
}

/** One file for each place and package, and the files whose import is against the direction. */
function plantImports(tree: Skeleton, suffix: string, places: readonly Place[]): string[] {
  const against: string[] = [];
  for (const { folder, own, may } of places) {
    for (const to of tree.packages.filter((other) => other !== own && other.entries.length > 0)) {
      const file = `${folder}planted-${to.name.replace(/\W/g, '-')}${suffix}`;
      tree.write(file, `import { planted } from '${to.name}';\nexport const again = planted;\n`);
      if (!may.includes(rowOf(to).name)) against.push(file);
    }
  }
  return against.sort();
}

const OTHERS: readonly [what: string, rule: string, file: string, text: string][] = [
  [
    'a circle of types',
    'no-cycles',
    'proto/src/a.ts',
    "import type { B } from './b.ts';\nexport interface A { b: B }\n",
  ],
  ['an import that leads nowhere', 'resolvable', 'sdk/src/b.ts', "import './gone.ts';\n"],
  ['a door that a package does not have', 'resolvable', 'sdk/src/c.ts', "import '@cloudx3/proto/inside';\n"],
  ['a dependency that is not declared', 'declared', 'sdk/src/d.ts', "import 'picocolors';\n"],
  ['code in a folder without a row', 'known-package', 'contracts/a.ts', "import 'node:fs';\n"],
  ['another package by its path', 'sdk-by-name', 'sdk/src/e.ts', "import '../../proto/src/index.ts';\n"],
  [
    'test support in a source',
    'sources-without-test-support',
    'notary/src/f.ts',
    "import './test-support/index.ts';\n",
  ],
  [
    'a folder that reaches above it',
    'notary/src/session-in-order',
    'notary/src/session/l.ts',
    "import '../prover/m.ts';\n",
  ],
  [
    'a folder that reaches beside it, by a type',
    'notary/src/prover/mpc-in-order',
    'notary/src/prover/mpc/n.ts',
    "export type { O } from '../proxy/o.ts';\n",
  ],
  [
    'a folder without a place in the order of its package',
    'notary/known-folder',
    'notary/src/elsewhere/p.ts',
    "import '../index.ts';\n",
  ],
  [
    "Node's door of the core in pure code",
    'pure-without-node-doors',
    'sdk/src/g.ts',
    "import '@cloudx3/verifier-core/node';\n",
  ],
  [
    "a vendor's emulated part in the adapter proper",
    'pure-without-node-doors',
    'adapters/shelly/src/j.ts',
    "import './emulated/index.ts';\n",
  ],
  [
    'another vendor in an emulated part',
    'vendors-emulated-sources-reach-only-down',
    'adapters/shelly/src/emulated/k.ts',
    "import '@cloudx3/adapter-open-meteo';\n",
  ],
  [
    'more than the launcher in a starter',
    'oracle-node-starters-reach-only-down',
    'oracle-node/daemon/bin/h.mjs',
    "import '@cloudx3/scripts';\n",
  ],
  [
    'a development dependency in a source',
    'sources-without-development-dependencies',
    'notary/tls13/src/i.ts',
    "import '@peculiar/x509';\n",
  ],
];

describe('directions of imports', () => {
  it('has one row for each package of the workspace, and no row without one', () => {
    using tree = plantSkeleton();
    expect(tree.packages.filter((workspace) => rowsOf(workspace).length !== 1)).toEqual([]);
    expect(DIRECTIONS.filter((one) => !tree.packages.some((workspace) => rowOf(workspace) === one))).toEqual(
      [],
    );
  });

  it('finds nothing in a tree without violations', () => {
    using tree = plantSkeleton();
    // Pure code ends where a layer has a door of its own.
    tree.write('adapters/shelly/src/emulated/node.ts', "import 'node:fs';\n");
    expect(cruise(tree.root, sourceFolders()).violations).toEqual([]);
  });

  it('knows a vendor by its folder, whatever it is called', () => {
    using tree = plantSkeleton();
    tree.write(
      'adapters/acme/package.json',
      '{ "name": "@cloudx3/adapter-acme", "version": "0.1.0", "type": "module" }',
    );
    tree.write('adapters/acme/src/index.ts', "import '@cloudx3/sdk';\nimport 'node:fs';\n");
    const found = cruise(tree.root, ['adapters']).violations.map(({ rule, from }) => `${rule} ${from}`);
    expect(found.sort()).toEqual(
      ['vendors-is-pure', 'vendors-sources-reach-only-down'].map(
        (rule) => `${rule} adapters/acme/src/index.ts`,
      ),
    );
  });

  it('finds every import against its direction, and no other', () => {
    using tree = plantSkeleton();
    const sources = plantImports(tree, '.ts', tree.packages.flatMap(sourcePlaces));
    const tests = plantImports(
      tree,
      '.test.ts',
      tree.packages.map((own) => {
        const { may, testsMay } = rowOf(own);
        return { folder: folderOf(own), own, may: [...may, ...testsMay] };
      }),
    );
    const { violations } = cruise(tree.root, sourceFolders());
    const of = (suffix: string) =>
      violations.flatMap(({ rule, from }) => (rule.endsWith(suffix) ? [from] : [])).sort();
    expect(of('sources-reach-only-down')).toEqual(sources);
    expect(of('tests-reach-only-down')).toEqual(tests);
    expect(sources.length).toBeGreaterThan(200);
  });

  it('finds every other kind of violation, one of each planted', () => {
    using tree = plantSkeleton();
    tree.write('proto/src/b.ts', "import type { A } from './a.ts';\nexport interface B { a: A }\n");
    for (const reached of ['notary/src/prover/m.ts', 'notary/src/prover/proxy/o.ts'])
      tree.write(reached, 'export type O = 0;\n');
    for (const [, , file, text] of OTHERS) tree.write(file, text);
    const pure = tree.packages.filter((workspace) => rowOf(workspace).pure);
    for (const workspace of pure) tree.write(`${folderOf(workspace)}node.ts`, "import 'node:fs';\n");
    const { violations } = cruise(tree.root, [...sourceFolders(), 'contracts']);
    const found = violations.map(({ rule, from }) => `${rule} ${from}`);
    expect(
      OTHERS.filter(([, rule, file]) => !found.includes(`${rule} ${file}`)).map(([what]) => what),
    ).toEqual([]);
    expect(found.filter((line) => line.includes('-is-pure '))).toHaveLength(pure.length);
  });
});
