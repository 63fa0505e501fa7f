import { Command, InvalidArgumentError } from 'commander';
import type { Surroundings } from '../config/load.ts';
import { loadIdentity } from '../config/load.ts';
import { describeIdentity, identityLines } from './identity-text.ts';
import { CONFIG_NAME, init } from './init.ts';
import type { InitOptions } from './init.ts';
import { answer } from './output.ts';
import { register } from './register.ts';
import { seal } from './seal.ts';
import { start } from './start.ts';
import type { SignalSource } from './start.ts';
import { status, statusLines } from './status.ts';
import { VERSION } from './version.ts';

export interface ProgramDeps {
  readonly surroundings: Surroundings;
  readonly signals: SignalSource;
  readonly input: AsyncIterable<Buffer | string>;
  readonly write: (line: string) => void;
}

interface CommonOptions {
  readonly config: string;
  readonly json?: boolean;
}

/** The `oracle-node` program. */
export function createProgram(deps: ProgramDeps): Command {
  const program = new Command('oracle-node')
    .description('Reads vendors’ clouds under TLS notarization and reports to the chain.')
    .version(VERSION);
  addInit(program, deps);
  addSeal(program, deps);
  const command = (name: string, description: string): Command =>
    program
      .command(name)
      .description(description)
      .option('--config <file>', 'configuration file', CONFIG_NAME)
      .option('--json', 'print one line of JSON');
  const output = (options: CommonOptions) => ({
    json: options.json === true,
    write: (line: string) => deps.write(line),
  });

  command(
    'register',
    'register this operator on chain with its bond, or bring its endpoints up to date',
  ).action(async (options: CommonOptions) => {
    const result = await register(options.config, deps.surroundings);
    const tx = result.tx === undefined ? '' : ` in ${result.tx}`;
    answer(output(options), result, [
      `Operator ${result.pubkey} of ${result.account}: ${result.done}${tx} (bond ${result.bond})`,
    ]);
  });
  command('start', 'run the node until SIGINT or SIGTERM').action((options: CommonOptions) =>
    start(options.config, output(options), deps),
  );
  command('status', 'ask the running node how it is').action(async (options: CommonOptions) => {
    const result = await status(options.config);
    answer(output(options), result, statusLines(result));
  });
  command('keys', 'show the public parts of the keys: operator key, peer id, gas account').action(
    async (options: CommonOptions) => {
      const { config, identity } = await loadIdentity(options.config, deps.surroundings);
      const result = describeIdentity(
        identity,
        config.p2p.announce.length > 0 ? config.p2p.announce : config.p2p.listen,
      );
      answer(output(options), result, identityLines(result));
    },
  );
  return program;
}

function addInit(program: Command, { surroundings, write }: ProgramDeps): void {
  const several = (value: string, before: readonly string[]): string[] => [...before, value];
  program
    .command('init')
    .description('make keys and a commented configuration; keys that are there are kept')
    .option('--home <folder>', 'folder of the node', '.')
    .option('--name <name>', 'name for people', 'oracle-node')
    .option('--rpc <url>', 'RPC of a node of the chain', 'http://127.0.0.1:26657')
    .option('--chain-id <id>', 'chain to report to', 'fill-in')
    .option('--oracle <address>', 'oracle contract', 'fill-in')
    .option('--devices <address>', 'devices contract')
    .option('--gas-price <price>', 'price of gas', '0.025ucx3')
    .option('--prefix <prefix>', 'prefix of the chain’s addresses', 'wasm')
    .option('--listen <multiaddr>', 'address to listen on for peers; may be repeated', several, [])
    .option(
      '--announce <multiaddr>',
      'address under which peers reach this node; may be repeated',
      several,
      [],
    )
    .option('--bootstrap <multiaddr>', 'peer to begin with; may be repeated', several, [])
    .option('--http-port <port>', 'loopback port for /health, /metrics and /status', integer, 9464)
    .option('--passphrase-file <file>', 'file whose first line is the passphrase')
    .option('--tls-ca <file>', 'authority of notaries’ own TLS certificates')
    .option('--custom-ca <file>', 'development: private CA that vendors’ servers may use')
    .option(
      '--resolve <host=address>',
      'development: address of a vendor’s server; may be repeated',
      several,
      [],
    )
    .option(
      '--credential <server:hole=file>',
      'file that holds a vendor’s secret; may be repeated',
      several,
      [],
    )
    .option('--log-file <file>', 'file for log lines, from the home')
    .option('--pool-size <n>', 'prepared sessions that may wait', integer, 1)
    .option('--scrypt-work-factor <n>', 'cost of opening the keys, as an exponent of two', integer)
    .option('--overwrite-config', 'write the configuration anew; keys are kept')
    .option('--json', 'print one line of JSON')
    .action(async (options: InitOptions & { json?: boolean }) => {
      const listen = options.listen.length === 0 ? ['/ip4/0.0.0.0/tcp/9000'] : options.listen;
      const result = await init({ ...options, listen }, surroundings);
      answer({ json: options.json === true, write }, result, [
        `Configuration  ${result.config}`,
        `Keys           ${result.newKeys ? 'made, encrypted; back them up' : 'kept as they were'}`,
        ...identityLines(result),
        'Next: fill in the configuration, send the gas account gas and the bond, then "oracle-node register" and "oracle-node start".',
      ]);
    });
}

function addSeal(program: Command, { surroundings, input, write }: ProgramDeps): void {
  program
    .command('seal')
    .description('encrypt a vendor’s secrets, given as lines hole=secret on standard input')
    .argument('<file>', 'file to write')
    .option('--passphrase-file <file>', 'file whose first line is the passphrase')
    .option('--scrypt-work-factor <n>', 'cost of opening the file, as an exponent of two', integer)
    .option('--json', 'print one line of JSON')
    .action(
      async (
        file: string,
        options: { passphraseFile?: string; scryptWorkFactor?: number; json?: boolean },
      ) => {
        const holes = await seal({ file, ...options }, input, surroundings);
        answer({ json: options.json === true, write }, { file, holes }, [
          `${file} holds ${holes.join(', ')}; name it as sealed_file under [[vendors]]`,
        ]);
      },
    );
}

function integer(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('Not a whole number.');
  return Number(text);
}
