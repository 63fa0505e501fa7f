import type { Logger } from 'pino';
import pino from 'pino';
import { BlockProducer } from '../chain/block-producer.ts';
import { createAbciQuery } from '../query/abci-query.ts';
import { Dispatcher } from '../rpc/dispatcher.ts';
import { rpcMethods } from '../rpc/methods/all.ts';
import { startRpcServer } from '../rpc/server.ts';
import type { DevnetDeps, DevnetOptions } from './devnet-options.ts';
import { resolveOptions } from './devnet-options.ts';
import type { OpenChain } from './open-chain.ts';
import { openChain } from './open-chain.ts';

const COMMIT_TIMEOUT_MS = 10_000;

/** A running chain. */
export interface Devnet extends AsyncDisposable {
  /** `http://127.0.0.1:PORT`, for cosmjs. */
  readonly rpcUrl: string;
  /** As the stored genesis has it; so are the next three. */
  readonly chainId: string;
  /** Denomination of the fees, such as `ustake`. */
  readonly denom: string;
  /** Such as `0.025ustake`; empty where transactions need no fee. */
  readonly minGasPrice: string;
  /** Bech32 prefix of addresses, such as `wasm`. */
  readonly addressPrefix: string;
  /** Height of the last block on disk. */
  readonly height: number;
  /** Makes a block at once, besides the regular ones. For tests that do not want to wait. */
  produceBlock(): number;
  /** Stops blocks and RPC and lets go of the home. Further calls wait for the same end. */
  close(): Promise<void>;
}

/**
 * Starts the embedded chain in this process: opens or creates its home, makes blocks, serves the RPC. Throws DevnetError
 * for a home in use, a bad genesis, a taken port.
 */
export async function startDevnet(options: DevnetOptions, deps: DevnetDeps = {}): Promise<Devnet> {
  const resolved = resolveOptions(options);
  const logger = deps.logger ?? pino({ level: 'silent' });
  const now = (): number => performance.now();
  const opened = openChain(resolved, { logger, now, clock: deps.clock ?? systemClock });
  const { chain } = opened;
  try {
    let url = '';
    const dispatcher = createDispatcher(opened, logger, () => url);
    const server = await startRpcServer({ host: resolved.host, port: resolved.port }, { chain, dispatcher });
    url = server.url;
    const producer = new BlockProducer(
      chain,
      { intervalMs: resolved.blockMs, leastMs: resolved.leastBlockMs },
      { now, onFailure: (error) => reportFailure(error, logger, deps) },
    );
    chain.onBlock((block) => {
      if (block.txs.length > 0) logger.debug({ height: block.height, txs: block.txs.length }, 'block');
    });
    chain.onTransaction(() => producer.onTransaction());
    producer.start();
    logger.info({ rpc: url, chainId: chain.options.chainId, height: chain.head.height }, 'devnet is running');
    return createHandle(opened, url, async () => {
      producer.stop();
      await server.close();
      chain.store.close();
      logger.info({ height: chain.head.height }, 'devnet has stopped');
    });
  } catch (error) {
    chain.store.close();
    throw error;
  }
}

function systemClock(): bigint {
  return BigInt(Date.now()) * 1_000_000n;
}

function reportFailure(error: unknown, logger: Logger, deps: DevnetDeps): void {
  logger.fatal({ err: error }, 'a block could not be stored; the chain has stopped');
  deps.onFailure?.(error);
}

function createDispatcher(
  { chain, genesis }: OpenChain,
  logger: Logger,
  listenAddress: () => string,
): Dispatcher {
  const onDefect = (error: unknown, method?: string): void => {
    logger.error({ err: error, method }, 'a call met a defect of the devnet');
  };
  const abciQuery = createAbciQuery(chain, (error) => onDefect(error));
  const context = { chain, genesis, abciQuery, listenAddress, commitTimeoutMs: COMMIT_TIMEOUT_MS };
  return new Dispatcher({ methods: rpcMethods, context, onDefect });
}

function createHandle({ chain, genesis }: OpenChain, rpcUrl: string, stop: () => Promise<void>): Devnet {
  let stopping: Promise<void> | undefined;
  const close = (): Promise<void> => (stopping ??= stop());
  return {
    rpcUrl,
    chainId: genesis.config.chainId,
    denom: genesis.config.denom,
    minGasPrice: genesis.config.minGasPrice,
    addressPrefix: genesis.config.addressPrefix,
    get height() {
      return chain.head.height;
    },
    produceBlock: () => chain.produceBlock().height,
    close,
    [Symbol.asyncDispose]: close,
  };
}
