import type { Logger } from 'pino';
import type { Application } from '../app/application.ts';
import { createApplication } from '../app/application.ts';
import { Chain } from '../chain/chain.ts';
import type { Genesis } from '../chain/genesis.ts';
import { readGenesis } from '../chain/genesis.ts';
import { Mempool } from '../chain/mempool.ts';
import { genesisTime, loadHead, storedGenesis, writeGenesis } from '../chain/start-chain.ts';
import { Validator } from '../chain/validator.ts';
import { DevnetError, DevnetErrorCode } from '../errors.ts';
import { ChainStore } from '../store/chain-store.ts';
import { openDatabase } from '../store/database.ts';
import type { ResolvedOptions } from './devnet-options.ts';
import { loadValidatorSeed } from './validator-key.ts';

const BLOCK_MAX_BYTES = 22_020_096;
const CODE_CACHE = 64;
const MEMPOOL = { maxTxs: 5000, maxBytes: 64 * 1024 * 1024, cacheSize: 10_000 };

export interface OpenChainDeps {
  readonly logger: Logger;
  readonly clock: () => bigint;
  readonly now: () => number;
}

export interface OpenChain {
  readonly chain: Chain;
  readonly genesis: Genesis;
}

/** Opens a home: goes on with its chain, or starts one from the genesis. Throws DevnetError. */
export function openChain(options: ResolvedOptions, deps: OpenChainDeps): OpenChain {
  const store = new ChainStore(openDatabase(options.home));
  try {
    const genesis = genesisOf(store, options);
    const app = createApplication(
      {
        addressPrefix: genesis.config.addressPrefix,
        minGasPrices: genesis.minGasPrices,
        codeCacheSize: CODE_CACHE,
      },
      {
        now: deps.now,
        debug: (contract, message) => deps.logger.debug({ contract, message }, 'contract debug'),
      },
    );
    if (storedGenesis(store) === undefined) writeGenesis(store, app, genesis, firstTime(genesis, deps.clock));
    return { genesis, chain: buildChain(options, deps, store, app, genesis) };
  } catch (error) {
    store.close();
    throw error;
  }
}

/** The stored genesis wins; a differing chain id is a mistake that must not go unnoticed. */
function genesisOf(store: ChainStore, options: ResolvedOptions): Genesis {
  const stored = storedGenesis(store);
  if (stored === undefined) return readGenesis(options.genesis ?? {});
  const genesis = readGenesis(stored);
  const wanted = options.genesis?.chainId;
  if (wanted !== undefined && wanted !== genesis.config.chainId) {
    throw new DevnetError(
      DevnetErrorCode.homeForeign,
      `The home ${options.home} holds the chain ${genesis.config.chainId}, not ${wanted}. Use another home, or leave out the chain id.`,
    );
  }
  return genesis;
}

function firstTime(genesis: Genesis, clock: () => bigint): bigint {
  return genesis.config.time === undefined ? clock() : BigInt(Date.parse(genesis.config.time)) * 1_000_000n;
}

function buildChain(
  options: ResolvedOptions,
  deps: OpenChainDeps,
  store: ChainStore,
  app: Application,
  genesis: Genesis,
): Chain {
  const validator = new Validator(loadValidatorSeed(options.home));
  const chain = new Chain(
    {
      chainId: genesis.config.chainId,
      blockMaxGas: genesis.config.blockMaxGas,
      blockMaxBytes: BLOCK_MAX_BYTES,
      queryMaxGas: genesis.config.queryMaxGas,
      executionDeadlineMs: options.executionDeadlineMs,
      genesisTime: genesisTime(store),
    },
    {
      app,
      store,
      validator,
      mempool: new Mempool(MEMPOOL),
      clock: deps.clock,
      now: deps.now,
      onDefect: (error) => deps.logger.error({ err: error }, 'a transaction met a defect of the devnet'),
    },
    loadHead(store),
  );
  // Clients expect a latest block in `status`; so the first one is made before anybody can ask.
  if (chain.head.height === 0) chain.produceBlock();
  return chain;
}
