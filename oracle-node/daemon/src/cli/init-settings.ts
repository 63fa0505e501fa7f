import type { Setting } from '../config/settings.ts';
import { settingsByPath } from '../config/settings.ts';

/** What the kinds of settings are among the options. */
interface ValueOfKind {
  text: string;
  /** Given from where the person stands, and kept from where the file is. */
  path: string;
  integer: number;
  list: readonly string[];
  /** `name=value` each. */
  pairs: readonly string[];
  flag: boolean;
}

type Kind = keyof ValueOfKind;

/** One setting of "init": its flag, where it goes, and what it is where it is left out. */
export interface InitSetting<K extends Kind = Kind> {
  /** As commander reads it: `--chain-id <id>`. */
  readonly flag: string;
  /** How it is given. */
  readonly kind: K;
  /** Where it goes in the file: what it is and what it takes stands there. */
  readonly path?: string;
  /** What it is, where it does not go into the file as it is. */
  readonly help?: string;
  /** What it is where it is left out. */
  readonly initial?: ValueOfKind[K];
}

/** A setting that goes into the file. */
function inFile<K extends Kind>(
  kind: K,
  flag: string,
  path: string,
  initial?: ValueOfKind[K],
): InitSetting<K> {
  return { kind, flag, path, ...(initial === undefined ? {} : { initial }) };
}

/** One that does not. */
function beside<K extends Kind>(
  kind: K,
  flag: string,
  help: string,
  initial?: ValueOfKind[K],
): InitSetting<K> {
  return { kind, flag, help, ...(initial === undefined ? {} : { initial }) };
}

/** All that "init" can be told, by its name among the options. */
export const INIT_SETTINGS = {
  home: beside('text', '--home <folder>', 'the folder of the node', '.'),
  name: inFile('text', '--name <name>', 'name', 'oracle-node'),
  rpc: inFile('text', '--rpc <url>', 'chain.rpc', 'http://127.0.0.1:26657'),
  chainId: inFile('text', '--chain-id <id>', 'chain.id', 'fill-in'),
  oracle: inFile('text', '--oracle <address>', 'chain.oracle', 'fill-in'),
  devices: inFile('text', '--devices <address>', 'chain.devices'),
  gasPrice: inFile('text', '--gas-price <price>', 'chain.gas_price', '0.025ucx3'),
  prefix: inFile('text', '--prefix <prefix>', 'chain.prefix', 'wasm'),
  listen: inFile('list', '--listen <multiaddr>', 'p2p.listen', ['/ip4/0.0.0.0/tcp/9000']),
  announce: inFile('list', '--announce <multiaddr>', 'p2p.announce', []),
  bootstrap: inFile('list', '--bootstrap <multiaddr>', 'p2p.bootstrap', []),
  allowPrivate: inFile('list', '--allow-private <range>', 'network.allow_private', []),
  acceptBy: inFile('list', '--accept-by <account>', 'policy.by', []),
  acceptOperation: inFile('list', '--accept-operation <id>', 'policy.operations', []),
  httpPort: inFile('integer', '--http-port <port>', 'http.port', 9_464),
  passphraseFile: inFile('path', '--passphrase-file <file>', 'keys.passphrase_file'),
  tlsCa: inFile('path', '--tls-ca <file>', 'notaries.tls_ca'),
  customCa: inFile('path', '--custom-ca <file>', 'development.custom_ca'),
  logFile: inFile('text', '--log-file <file>', 'log.file'),
  poolSize: inFile('integer', '--pool-size <n>', 'mpc.pool_size', 1),
  resolve: inFile('pairs', '--resolve <host=address>', 'development.resolve', []),
  credential: beside('list', '--credential <server:hole=file>', 'a file that holds a vendor’s secret', []),
  scryptWorkFactor: beside(
    'integer',
    '--scrypt-work-factor <n>',
    'the cost of opening the keys, as an exponent of two',
  ),
  overwriteConfig: beside('flag', '--overwrite-config', 'write the configuration anew; keys are kept'),
} as const;

/** Name of a setting of "init" among its options. */
export type InitName = keyof typeof INIT_SETTINGS;

type KindOf<N extends InitName> = (typeof INIT_SETTINGS)[N]['kind'];

/** What "init" is told; what is left out is as in {@link INIT_SETTINGS}. */
export type InitOptions = { readonly [N in InitName]?: ValueOfKind[KindOf<N>] | undefined };

/** The setting of the file that one of "init" goes to; undefined for one that goes to none. */
export function settingOf(name: InitName): Setting | undefined {
  const { path }: InitSetting = INIT_SETTINGS[name];
  return path === undefined ? undefined : settingsByPath().get(path);
}

/** What a person reads of it beside its flag. */
export function helpOf(name: InitName): string {
  const { help, kind }: InitSetting = INIT_SETTINGS[name];
  const isRepeated = kind === 'list' || kind === 'pairs';
  return `${help ?? settingOf(name)?.says ?? ''}${isRepeated ? '; may be repeated' : ''}`;
}
