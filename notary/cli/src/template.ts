/** What a new file says. Paths are relative to it. */
export interface ConfigTemplate {
  readonly chainId: string;
  readonly oracle: string;
  readonly devices: string | undefined;
  readonly rpc: string;
  readonly host: string;
  readonly port: number;
  readonly adminPort: number | undefined;
  readonly publicUrl: string | undefined;
  readonly tlsCert: string;
  readonly tlsKey: string;
  readonly keyFile: string;
  readonly passphraseFile: string | undefined;
  readonly customCa: string | undefined;
  readonly development: boolean;
  /** IP address by server name. */
  readonly resolve: Readonly<Record<string, string>>;
}

const EXAMPLE_KEY = '0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798';
const EXAMPLE_ID = '5445fb3167de93041a4b7bb8f3d3f6a0c1b6a4f2d8f5b8f0e6a9d3c2b1a09f8e';

/** The text of a new file, with what may be added as comments. */
export function renderConfig(template: ConfigTemplate): string {
  const admin = template.adminPort;
  const lines = [
    '[network]',
    `chain_id = ${text(template.chainId)}`,
    `oracle = ${text(template.oracle)}`,
    `rpc = ${text(template.rpc)}`,
    '# What commands pay is asked of this contract; needed where there is a price.',
    setting('devices', template.devices, 'wasm1devices'),
    '',
    '[listen]',
    `host = ${text(template.host)}`,
    `port = ${template.port}`,
    setting('public_url', template.publicUrl, 'wss://notary.example:7047'),
    `tls_cert = ${text(template.tlsCert)}`,
    `tls_key = ${text(template.tlsKey)}`,
    '',
    ...(admin === undefined
      ? []
      : ['# /health and /metrics, for this machine only', '[admin]', `port = ${admin}`, '']),
    '[key]',
    `file = ${text(template.keyFile)}`,
    '# The passphrase comes from CLOUDX3_NOTARY_PASSPHRASE, else from this file, else from the terminal.',
    setting('passphrase_file', template.passphraseFile, 'notary.passphrase'),
    '',
    '[vendors]',
    '# One private CA that servers may use beside the public ones; every attestation says so.',
    setting('custom_ca', template.customCa, 'ca.pem'),
    '',
    '# Whom this notary serves, and for what. Left out: every active operator, every published operation, every public host, for any pay.',
    '[policy]',
    `# operators = [${text(EXAMPLE_KEY)}]`,
    `# operations = [${text(EXAMPLE_ID)}]`,
    '# hosts = ["api.vendor.example"]',
    '# The least that a session is to pay, in the smallest coin; then only what is paid for is served, unless unpaid says otherwise.',
    '# least_reward = 0',
    '# unpaid = true',
    '',
    '# Never in production: serves hosts on private addresses, and dials some names elsewhere than DNS says.',
    '[development]',
    `allow_private_hosts = ${template.development}`,
    ...Object.entries(template.resolve).map(([host, address]) => `resolve.${text(host)} = ${text(address)}`),
    '',
  ];
  return lines.join('\n');
}

function setting(name: string, value: string | undefined, example: string): string {
  return value === undefined ? `# ${name} = ${text(example)}` : `${name} = ${text(value)}`;
}

/** A TOML basic string: JSON writes one, but for DEL. */
function text(value: string): string {
  return JSON.stringify(value).replaceAll('\x7f', '\\u007f');
}
