// Dependencies point one way (docs/ARCHITECTURE.md). A cycle or an upward import fails `npm run check`.
const packages = {
  proto: '^proto/',
  core: '^verifier/core/',
  kit: '^adapters/kit/',
  vendor: '^adapters/(open-meteo|shelly|home-assistant)/',
  conformance: '^adapters/conformance/',
  adapterCli: '^adapters/cli/',
  sdk: '^sdk/',
  tls13: '^notary/tls13/',
  notary: '^notary/src/',
  protocol: '^oracle-node/protocol/',
  daemon: '^oracle-node/daemon/',
  devnet: '^devnet/',
  config: '^config/',
};

/** A package's sources may reach only itself and these. Tests may use test support besides. */
function only(name, allowed) {
  const own = packages[name];
  return {
    name: `${name}-reaches-only-down`,
    severity: 'error',
    from: { path: own, pathNot: '\\.test\\.ts$|/(testing|test-support|testdata)/' },
    to: {
      path: '^(proto|verifier|adapters|notary|sdk|oracle-node|devnet|scripts|test|config)/',
      pathNot: [own, ...allowed.map((other) => packages[other])],
    },
  };
}

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'pure-core',
      comment: 'verifier/core and oracle-node/protocol run in a browser: nothing of Node in them.',
      severity: 'error',
      from: {
        path: '^(proto|verifier/core|oracle-node/protocol|adapters/kit)/src/',
        // @cloudx3/verifier-core/node is an entry of its own, which nothing of the pure one reaches (verifier/core/src/testing).
        pathNot: '\\.test\\.ts$|/testing/|^verifier/core/src/node/',
      },
      to: { dependencyTypes: ['core'] },
    },
    only('proto', []),
    only('config', []),
    only('core', ['proto']),
    only('sdk', ['proto', 'core']),
    only('kit', ['proto', 'core']),
    only('vendor', ['proto', 'core', 'kit']),
    only('conformance', ['proto', 'core', 'kit']),
    only('adapterCli', ['core', 'kit', 'conformance']),
    only('tls13', []),
    only('notary', ['proto', 'core', 'sdk', 'config', 'tls13']),
    only('protocol', ['proto', 'core']),
    only('devnet', []),
    only('daemon', ['proto', 'core', 'sdk', 'kit', 'vendor', 'notary', 'protocol', 'config']),
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.base.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|target|node_modules)/|src/gen/' },
    enhancedResolveOptions: {
      conditionNames: ['cloudx3-source', 'import', 'types', 'default'],
      extensions: ['.ts', '.js', '.mjs', '.json'],
    },
  },
};
