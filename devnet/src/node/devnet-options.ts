import type { Logger } from 'pino';
import { DevnetError, DevnetErrorCode } from '../errors.ts';
import type { GenesisConfig } from '../chain/genesis.ts';

/** How a devnet runs. Everything about the chain itself is in its genesis. */
export interface DevnetOptions {
  /** Folder of the chain's database. Only one process may have it open. */
  readonly home: string;
  /** For a home without a chain: what the chain starts from. Missing fields have their defaults. */
  readonly genesis?: Partial<GenesisConfig>;
  /** 0, the default, lets the system choose a port. */
  readonly port?: number;
  /** Address to listen on; by default only this machine can connect. */
  readonly host?: string;
  /** Time between two blocks; 1000 by default. */
  readonly blockMs?: number;
  /** Time between two blocks of which the second holds transactions; as `blockMs` by default, never more. */
  readonly leastBlockMs?: number;
  /** Bound for contract code of one simulation or query; 5000 by default. What is in a block is bounded by gas alone. */
  readonly executionDeadlineMs?: number;
}

/** What a devnet is given from outside. */
export interface DevnetDeps {
  /** Silent where it is left out. */
  readonly logger?: Logger;
  /** Nanoseconds since 1970; block times come from it. */
  readonly clock?: () => bigint;
  /** Called once when a block could not be stored: the chain has stopped. */
  readonly onFailure?: (error: unknown) => void;
}

export interface ResolvedOptions {
  readonly home: string;
  readonly genesis: Partial<GenesisConfig> | undefined;
  readonly port: number;
  readonly host: string;
  readonly blockMs: number;
  readonly leastBlockMs: number;
  readonly executionDeadlineMs: number;
}

const MAX_PORT = 65_535;
const MAX_INTERVAL_MS = 3_600_000;

/** Fills in defaults. Throws DevnetError `devnet.option.invalid` that names the option. */
export function resolveOptions(options: DevnetOptions): ResolvedOptions {
  if (options.home === '') throw invalid('home', 'must name a folder');
  const blockMs = whole('blockMs', options.blockMs ?? 1000, 1, MAX_INTERVAL_MS);
  return {
    home: options.home,
    genesis: options.genesis,
    port: whole('port', options.port ?? 0, 0, MAX_PORT),
    host: options.host ?? '127.0.0.1',
    blockMs,
    leastBlockMs: whole('leastBlockMs', options.leastBlockMs ?? blockMs, 1, blockMs),
    executionDeadlineMs: whole(
      'executionDeadlineMs',
      options.executionDeadlineMs ?? 5_000,
      1,
      MAX_INTERVAL_MS,
    ),
  };
}

function whole(name: string, value: number, least: number, most: number): number {
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw invalid(name, `must be a whole number from ${least} to ${most}`);
}

function invalid(name: string, remedy: string): DevnetError {
  return new DevnetError(DevnetErrorCode.optionInvalid, `option ${name} ${remedy}`);
}
