import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pino from 'pino';
import type { GenesisConfig } from '../chain/genesis.ts';
import { DevnetError, DevnetErrorCode } from '../errors.ts';
import type { DevnetOptions } from '../node/devnet-options.ts';
import { startDevnet } from '../node/start-devnet.ts';
import { GENESIS_FILE } from './init.ts';

const STDERR = 2;
const LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'silent'];
/** If stopping takes longer than this, something hangs, and ending anyway loses nothing: blocks are on disk. */
const FORCED_EXIT_MS = 5_000;

interface StartOptions {
  readonly home: string;
  readonly port: number;
  readonly host: string;
  readonly blockMs: number;
  readonly leastBlockMs?: number;
  readonly logLevel: string;
  readonly chainId?: string;
  readonly genesis?: string;
  readonly logFile?: string;
  readonly json?: boolean;
}

/** Runs the chain until a signal ends it. */
export async function start(options: StartOptions): Promise<void> {
  if (!LEVELS.includes(options.logLevel)) {
    throw new DevnetError(
      DevnetErrorCode.optionInvalid,
      `option --log-level must be one of ${LEVELS.join(', ')}`,
    );
  }
  const destination = pino.destination({ dest: options.logFile ?? STDERR, sync: true, mkdir: true });
  const logger = pino({ level: options.logLevel, base: { component: 'devnet' } }, destination);
  const devnet = await startDevnet(devnetOptions(options), { logger, onFailure: () => process.exit(1) });
  let ending = false;
  const end = (): void => {
    if (ending) return;
    ending = true;
    setTimeout(() => process.exit(1), FORCED_EXIT_MS).unref();
    void devnet.close();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end);
  const { rpcUrl: rpc, chainId, height } = devnet;
  if (options.json === true) console.log(JSON.stringify({ ready: true, rpc, chainId, height }));
  else console.log(`chain ${chainId} at height ${height}, RPC ${rpc}`);
}

function devnetOptions(options: StartOptions): DevnetOptions {
  const { home, port, host, blockMs, leastBlockMs } = options;
  const genesis = {
    ...readGenesisFile(options),
    ...(options.chainId === undefined ? {} : { chainId: options.chainId }),
  };
  return { home, port, host, blockMs, genesis, ...(leastBlockMs === undefined ? {} : { leastBlockMs }) };
}

/** The chain's own genesis wins where there is a chain; the file only matters for the first start. */
function readGenesisFile(options: StartOptions): Partial<GenesisConfig> {
  const file = options.genesis ?? join(options.home, GENESIS_FILE);
  if (options.genesis === undefined && !existsSync(file)) return {};
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Partial<GenesisConfig>;
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'unreadable';
    throw new DevnetError(DevnetErrorCode.genesisInvalid, `genesis ${file}: ${reason}`, { cause: error });
  }
}
