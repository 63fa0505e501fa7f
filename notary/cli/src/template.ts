/** What a new file says. Paths are relative to it. */
export interface ConfigTemplate {
  readonly chainId: string;
  readonly oracle: string;
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

/** The text of a new file, with what may be added as comments. */
export function renderConfig(template: ConfigTemplate): string {
  const admin = template.adminPort;
  const lines = [
    '[network]',
    `chain_id = ${text(template.chainId)}`,
    `oracle = ${text(template.oracle)}`,
    `rpc = ${text(template.rpc)}`,
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
