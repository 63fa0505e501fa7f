import { join } from 'node:path';
import { repositoryRoot } from '@cloudx3/launcher';
import { Command, InvalidArgumentError, Option } from 'commander';
import { DEFAULT_CHAIN, readGasPrice } from './chain-place.ts';
import type { ChainKind } from './chain-place.ts';
import type { RemoteChain } from './remote/find-chain.ts';

export type Source = 'emulator' | 'home-assistant' | 'live';

/** What `--chain` can be: a chain that is started here. */
const OWN_CHAINS = ['devnet', 'wasmd'] as const;

export interface StartOptions {
  readonly source: Source;
  readonly chain: ChainKind;
  /** Where the chain is `rpc`: which one, and who pays. */
  readonly remote?: RemoteChain;
  /** Stop after the first settled command. */
  readonly once: boolean;
  /** The last line of stdout is one JSON object; everything else goes to stderr. */
  readonly json: boolean;
  readonly dataDir: string;
  /** Ports BASE … BASE+99 are used. */
  readonly portBase: number;
  /** Name of a process that a debugger may be attached to. */
  readonly inspect?: string;
}

/** What commander makes of the words. */
interface Given {
  readonly once: boolean;
  readonly json: boolean;
  readonly homeAssistant?: true;
  readonly live?: true;
  readonly chain: (typeof OWN_CHAINS)[number];
  readonly chainRpc?: string;
  readonly mnemonicFile?: string;
  readonly gasPrice?: string;
  readonly data?: string;
  readonly ports: number;
  readonly inspect?: string;
}

function startCommand(): Command {
  return new Command('npm start --')
    .description(
      'Runs a whole CloudX3 IoT network on this machine: chain, vendor cloud, notaries, oracle nodes.',
    )
    .option('--once', 'stop after the first settled command, with a summary', false)
    .option('--json', 'one JSON object as the last line of stdout', false)
    .addOption(
      new Option(
        '--home-assistant',
        'read and switch a genuine Home Assistant (installed from PyPI)',
      ).conflicts('live'),
    )
    .addOption(new Option('--live', 'read the real Open-Meteo over the internet').conflicts('homeAssistant'))
    .addOption(
      new Option(
        '--chain <kind>',
        'the embedded chain, or a genuine wasmd (built at the first use, in minutes)',
      )
        .choices(OWN_CHAINS)
        .default(DEFAULT_CHAIN),
    )
    .addOption(
      new Option('--chain-rpc <url>', 'a CosmWasm chain that runs already, by its CometBFT RPC')
        .argParser(readUrl)
        .conflicts('chain'),
    )
    .option('--mnemonic-file <file>', 'the words of an account on that chain, which pays for everything')
    .option(
      '--gas-price <price>',
      'of that chain, such as 0.025uatom; its node is asked otherwise',
      checkGasPrice,
    )
    .option('--data <dir>', 'where the network keeps its data; starting again on it resumes', readFolder)
    .option('--ports <base>', 'first of the hundred ports that are used', readPort, 20_000)
    .option('--inspect <name>', 'let a debugger attach to this process, for example node-2, at port BASE+90')
    .showHelpAfterError();
}

/** Reads the command line of `npm start`; prints help or what is wrong with it, and ends, as commander does. */
export function readOptions(argv: readonly string[]): StartOptions {
  const program = startCommand();
  program.parse(argv, { from: 'user' });
  const given = program.opts<Given>();
  const remote = remoteOf(program, given);
  const source: Source = given.homeAssistant ? 'home-assistant' : given.live ? 'live' : 'emulator';
  const chain = remote === undefined ? given.chain : 'rpc';
  return {
    source,
    chain,
    ...(remote === undefined ? {} : { remote }),
    once: given.once,
    json: given.json,
    dataDir: given.data ?? join(repositoryRoot, '.data', folderOf(source, chain)),
    portBase: given.ports,
    ...(given.inspect === undefined ? {} : { inspect: given.inspect }),
  };
}

/** The chain that runs already, where one is named; its options go together. */
function remoteOf(program: Command, given: Given): RemoteChain | undefined {
  const { chainRpc: rpcUrl, mnemonicFile, gasPrice } = given;
  if (rpcUrl !== undefined && mnemonicFile !== undefined) return { rpcUrl, mnemonicFile, gasPrice };
  if (rpcUrl !== undefined || mnemonicFile !== undefined)
    program.error('error: --chain-rpc and --mnemonic-file go together');
  if (gasPrice !== undefined) program.error('error: --gas-price is for --chain-rpc');
  return undefined;
}

function folderOf(source: Source, chain: ChainKind): string {
  return chain === DEFAULT_CHAIN ? source : `${source}-${chain}`;
}

function readPort(text: string): number {
  const port = Number(text);
  if (/^\d{4,5}$/.test(text) && port >= 1024 && port <= 65_400) return port;
  throw new InvalidArgumentError('give a port from 1024 to 65400');
}

function readUrl(text: string): string {
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return text;
  throw new InvalidArgumentError('give the address of a CometBFT RPC, with http:// or https://');
}

function checkGasPrice(text: string): string {
  if (readGasPrice(text) !== undefined) return text;
  throw new InvalidArgumentError('give a number and a denomination, such as 0.025uatom');
}

function readFolder(text: string): string {
  if (text !== '') return text;
  throw new InvalidArgumentError('give a folder');
}
