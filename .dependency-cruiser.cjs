// Dependencies point one way: scripts/check/directions/packages.json is the table, docs/ARCHITECTURE.md shows it. What may reach what is
// planted and seen to fail, rule by rule, in scripts/check/directions/directions.test.ts.
const packages = require('./scripts/check/directions/packages.json');

const { pattern: TESTS } = require('./scripts/check/test-files.json');
const BINS = '/bin/[^/]+\\.mjs$';
const pathOf = (name) => packages.find((row) => row.name === name).path;
const anyPackage = packages.map(({ path }) => path).join('|');

/** A package's sources reach only itself and these; a layer of it and its tests a few more; the starters of its programs also the launcher. */
const directions = packages.flatMap(({ name, path, may, testsMay = [], layers = [] }) => {
  const rule = (suffix, from, allowed) => ({
    name: `${name}-${suffix}`,
    severity: 'error',
    from: { path, ...from },
    to: { path: anyPackage, pathNot: [ownOf(path), '/node_modules/', ...allowed.map(pathOf)] },
  });
  return [
    rule(
      'sources-reach-only-down',
      { pathNot: [TESTS, BINS, ...layers.map((layer) => path + layer.folder)] },
      may,
    ),
    ...layers.map((layer) =>
      rule(`${layer.name}-sources-reach-only-down`, { path: path + layer.folder, pathNot: TESTS }, [
        ...may,
        ...layer.may,
      ]),
    ),
    rule('tests-reach-only-down', { path: [`(?=${path})(?=.*(?:${TESTS}))`] }, [...may, ...testsMay]),
    {
      name: `${name}-by-name`,
      comment: 'Another package is entered through its doors, by its name.',
      severity: 'error',
      from: { path },
      to: { dependencyTypes: ['local'], pathNot: [ownOf(path), 'package\\.json$'] },
    },
    rule('starters-reach-only-down', { path: [`(?=${path})(?=.*${BINS})`] }, ['launcher']),
  ];
});

/** Where a row stands for several folders (the vendors), none of them reaches another. */
function ownOf(path) {
  return path.includes('([^/]+)') ? path.replace('([^/]+)', '$1') : path;
}

/** The folders of a package that writes down their order, the lowest first: none imports one above it, nor one beside it. */
const ordered = ['notary/'].flatMap((root) => {
  const layers = require(`./${root}layers.json`);
  const filesIn = (folder) => `^${root}src/${folder === '.' ? '' : `${folder}/`}[^/]+$`;
  const inOrder = (folder, level) => ({
    name: `${root}src/${folder}-in-order`,
    comment: `${root}layers.json has the order.`,
    severity: 'error',
    from: { path: filesIn(folder), pathNot: TESTS },
    to: {
      path: `^${root}src/`,
      pathNot: [filesIn(folder), ...layers.slice(0, level).flat().map(filesIn), TESTS],
    },
  });
  return [
    ...layers.flatMap((folders, level) => folders.map((folder) => inOrder(folder, level))),
    {
      name: `${root}known-folder`,
      comment: `Every folder with code has its place in ${root}layers.json.`,
      severity: 'error',
      from: { path: `^${root}src/`, pathNot: [TESTS, ...layers.flat().map(filesIn)] },
      to: {},
    },
  ];
});

const pure = packages
  .filter((row) => row.pure)
  .map(({ name, path, nodeDoor }) => ({
    name: `${name}-is-pure`,
    comment: 'It runs in a browser: nothing of Node is in it, nor reached from it through another package.',
    severity: 'error',
    from: { path: `${path}src/`, pathNot: [TESTS, ...(nodeDoor === undefined ? [] : [nodeDoor])] },
    to: { dependencyTypes: ['core'] },
  }));

const doors = packages.filter((row) => row.nodeDoor).map((row) => row.nodeDoor);

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Types count: two files that need each other to be understood are one file, or three.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'resolvable',
      comment: 'What cannot be resolved cannot be judged either.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'declared',
      comment: "Stands in the package's own package.json; what tests need everywhere stands in the root's.",
      severity: 'error',
      from: { pathNot: TESTS },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'sources-without-development-dependencies',
      severity: 'error',
      from: { pathNot: [TESTS, '^[^/]+$', '^(scripts|test)/'] },
      to: {
        dependencyTypes: ['npm-dev'],
        dependencyTypesNot: ['npm', 'npm-peer', 'npm-optional', 'type-only'],
      },
    },
    {
      name: 'known-package',
      comment: 'Every folder with code has a row in scripts/check/directions/packages.json.',
      severity: 'error',
      from: { pathNot: `${anyPackage}|^[^/]+$` },
      to: {},
    },
    {
      name: 'sources-without-test-support',
      severity: 'error',
      from: { pathNot: `${TESTS}|^(test|scripts)/` },
      to: { path: TESTS },
    },
    {
      name: 'pure-without-node-doors',
      severity: 'error',
      from: {
        path: packages
          .filter((row) => row.pure)
          .map(({ path }) => `${path}src/`)
          .join('|'),
        pathNot: [TESTS, ...doors],
      },
      to: { path: doors },
    },
    ...pure,
    ...directions,
    ...ordered,
  ],
  options: {
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|target)/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['cloudx3-source', 'import', 'node', 'default'],
      extensions: ['.ts', '.mjs', '.js', '.d.ts', '.json'],
    },
  },
};
