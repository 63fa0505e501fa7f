import { join } from 'node:path';
import { repositoryRoot } from '@cloudx3/launcher';
import { Command, InvalidArgumentError, Option } from 'commander';

export type Source = 'emulator' | 'home-assistant' | 'live';

/** Which chain the network stands on: the embedded one, or a genuine wasmd that is built at its first use. */
export const CHAIN_KINDS = ['devnet', 'wasmd'] as const;
export type ChainKind = (typeof CHAIN_KINDS)[number];
export const DEFAULT_CHAIN: ChainKind = 'devnet';

export interface StartOptions {
  readonly source: Source;
  readonly chain: ChainKind;
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

/** Reads the command line of `npm start`; prints help or what is wrong with it, and ends, as commander does. */
export function readOptions(argv: readonly string[]): StartOptions {
  const program = new Command('npm start --')
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
        .choices(CHAIN_KINDS)
        .default(DEFAULT_CHAIN),
    )
    .option('--data <dir>', 'where the network keeps its data; starting again on it resumes', readFolder)
    .option('--ports <base>', 'first of the hundred ports that are used', readPort, 20_000)
    .option('--inspect <name>', 'let a debugger attach to this process, for example node-2, at port BASE+90')
    .showHelpAfterError();
  program.parse(argv, { from: 'user' });
  const given = program.opts<{
    once: boolean;
    json: boolean;
    homeAssistant?: true;
    live?: true;
    chain: ChainKind;
    data?: string;
    ports: number;
    inspect?: string;
  }>();
  const source: Source = given.homeAssistant ? 'home-assistant' : given.live ? 'live' : 'emulator';
  return {
    source,
    chain: given.chain,
    once: given.once,
    json: given.json,
    dataDir: given.data ?? join(repositoryRoot, '.data', folderOf(source, given.chain)),
    portBase: given.ports,
    ...(given.inspect === undefined ? {} : { inspect: given.inspect }),
  };
}

function folderOf(source: Source, chain: ChainKind): string {
  return chain === DEFAULT_CHAIN ? source : `${source}-${chain}`;
}

function readPort(text: string): number {
  const port = Number(text);
  if (/^\d{4,5}$/.test(text) && port >= 1024 && port <= 65_400) return port;
  throw new InvalidArgumentError('give a port from 1024 to 65400');
}

function readFolder(text: string): string {
  if (text !== '') return text;
  throw new InvalidArgumentError('give a folder');
}
