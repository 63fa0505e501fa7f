export interface ConfigTemplate {
  readonly name: string;
  readonly rpc: string;
  readonly chainId: string;
  readonly oracle: string;
  readonly devices: string | undefined;
  readonly gasPrice: string;
  readonly prefix: string;
  readonly listen: readonly string[];
  readonly announce: readonly string[];
  readonly bootstrap: readonly string[];
  readonly httpPort: number;
  readonly passphraseFile: string | undefined;
  readonly tlsCa: string | undefined;
  readonly customCa: string | undefined;
  readonly resolve: Readonly<Record<string, string>>;
  readonly logFile: string | undefined;
  readonly poolSize: number;
  /** Server to hole to file. */
  readonly credentials: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** The text of a new configuration file: what is set, and beside it as comments what may be. */
export function renderConfig(template: ConfigTemplate): string {
  return [
    ...chainPart(template),
    ...networkPart(template),
    ...vendorPart(template),
    ...machinePart(template),
  ].join('\n');
}

function chainPart(template: ConfigTemplate): string[] {
  return [
    '# Configuration of a CloudX3 oracle node. Paths are relative to this file.',
    `name = ${text(template.name)}`,
    'store = "data"',
    '# keep_days = 30',
    '',
    '[chain]',
    `rpc = ${text(template.rpc)}`,
    `id = ${text(template.chainId)}`,
    `oracle = ${text(template.oracle)}`,
    '# Without it the node serves feeds and no commands.',
    setting('devices', template.devices, 'wasm1…'),
    `gas_price = ${text(template.gasPrice)}`,
    `prefix = ${text(template.prefix)}`,
    '',
    '# Two keys: one signs observations and is the peer’s identity, the other pays gas and is paid. Back both up.',
    '[keys]',
    'observation = "keys/observation.age"',
    'gas = "keys/gas.age"',
    '# The passphrase comes from CLOUDX3_PASSPHRASE, else from this file, else from the terminal.',
    setting('passphrase_file', template.passphraseFile, 'passphrase'),
    '',
  ];
}

function networkPart(template: ConfigTemplate): string[] {
  return [
    '[p2p]',
    `listen = ${list(template.listen)}`,
    '# Addresses under which others reach this node; what "register" puts on chain.',
    template.announce.length === 0
      ? '# announce = ["/dns4/node.example/tcp/9000"]'
      : `announce = ${list(template.announce)}`,
    '# Other operators to begin with; all others are found in the registry on chain.',
    template.bootstrap.length === 0
      ? '# bootstrap = ["/dns4/other.example/tcp/9000/p2p/16Uiu2…"]'
      : `bootstrap = ${list(template.bootstrap)}`,
    '',
    '# Notaries come from the registry on chain; here an address may be fixed, or their TLS authority given.',
    '[notaries]',
    setting('tls_ca', template.tlsCa, 'notaries-ca.pem'),
    '# [[notaries.pin]]',
    '# pubkey = "02…"',
    '# url = "wss://notary.example:7047"',
    '',
  ];
}

function vendorPart({ credentials }: ConfigTemplate): string[] {
  const entries = Object.entries(credentials).flatMap(([server, files]) => [
    '[[vendors]]',
    `server = ${text(server)}`,
    `files = { ${Object.entries(files)
      .map(([hole, file]) => `${hole} = ${text(file)}`)
      .join(', ')} }`,
    '',
  ]);
  return [
    '# Credentials for vendors’ servers: in a file sealed with "oracle-node seal", in the environment, or in plain files. Never here.',
    ...(entries.length > 0
      ? entries
      : ['# [[vendors]]', '# server = "api.vendor.example"', '# sealed_file = "secrets/vendor.age"', '']),
  ];
}

function machinePart(template: ConfigTemplate): string[] {
  const resolve = Object.entries(template.resolve).map(
    ([host, address]) => `${text(host)} = ${text(address)}`,
  );
  return [
    '# /health, /metrics and /status, for this machine only.',
    '[http]',
    `port = ${template.httpPort}`,
    '',
    '# A prepared session makes a reading take seconds in place of half a minute, and about 1 GB of memory.',
    '[mpc]',
    `pool_size = ${template.poolSize}`,
    '# concurrency = 1',
    '# prepare_ahead_s = 120',
    '',
    '[log]',
    'level = "info"',
    setting('file', template.logFile, 'node.log'),
    '',
    '# Never in production: a private CA that vendors’ servers may use (every attestation says so), and addresses that are not asked of DNS.',
    '[development]',
    setting('custom_ca', template.customCa, 'ca.pem'),
    resolve.length === 0
      ? '# resolve = { "api.vendor.example" = "127.0.0.1" }'
      : `resolve = { ${resolve.join(', ')} }`,
    '',
  ];
}

function setting(name: string, value: string | undefined, example: string): string {
  return value === undefined ? `# ${name} = ${text(example)}` : `${name} = ${text(value)}`;
}

function list(values: readonly string[]): string {
  return `[${values.map(text).join(', ')}]`;
}

/** A TOML basic string: JSON writes one, but for DEL. */
function text(value: string): string {
  return JSON.stringify(value).replaceAll('\x7f', '\\u007f');
}
