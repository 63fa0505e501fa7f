import { Block } from 'cosmjs-types/tendermint/types/block';
import { Commit } from 'cosmjs-types/tendermint/types/types';
import type { Application } from '../app/application.ts';
import { DevnetError, DevnetErrorCode } from '../errors.ts';
import { CacheLayer } from '../state/cache-layer.ts';
import type { ExecutionContext } from '../state/context.ts';
import { GasMeter } from '../state/gas-meter.ts';
import type { ChainStore, StoredBlock } from '../store/chain-store.ts';
import type { StoredResult } from '../store/tx-result.ts';
import { nextAppHash } from './app-hash.ts';
import type { ChainHead } from './chain-head.ts';
import type { Genesis } from './genesis.ts';
import { blockIdOf, fromTimestamp, resultsHash, voteTime } from './header.ts';

const SETTING = { genesis: 'genesis', appHash: 'genesis_app_hash', time: 'genesis_time' } as const;

/** Writes the genesis state: parameters, accounts in their order, balances. */
export function writeGenesis(store: ChainStore, app: Application, genesis: Genesis, time: bigint): void {
  const layer = new CacheLayer(store.state);
  const ctx = genesisContext(layer, genesis.config.chainId, time);
  app.accounts.initialize(ctx);
  for (const { address } of genesis.accounts) app.accounts.create(ctx, address);
  app.bank.initialize(ctx);
  app.codes.initialize(ctx);
  for (const { address, coins } of genesis.accounts) app.bank.mint(ctx, address, coins);
  const changes = layer.changes();
  const config = { ...genesis.config, time: new Date(Number(time / 1_000_000n)).toISOString() };
  store.initialize(changes, {
    [SETTING.genesis]: Buffer.from(JSON.stringify(config)),
    [SETTING.appHash]: nextAppHash(new Uint8Array(), changes),
    [SETTING.time]: Buffer.from(time.toString()),
  });
}

function genesisContext(store: CacheLayer, chainId: string, time: bigint): ExecutionContext {
  return {
    block: { chainId, height: 0, time },
    mode: 'deliver',
    store,
    gas: GasMeter.infinite(),
    events: [],
    tx: undefined,
    loadedCodes: undefined,
    callDepth: 0,
    queryDepth: 0,
    deadline: Number.POSITIVE_INFINITY,
  };
}

/** The genesis that this home was started from, or undefined for a home without a chain. */
export function storedGenesis(store: ChainStore): unknown {
  const raw = store.setting(SETTING.genesis);
  return raw === undefined ? undefined : (JSON.parse(Buffer.from(raw).toString('utf8')) as unknown);
}

export function genesisTime(store: ChainStore): bigint {
  return BigInt(Buffer.from(mustSetting(store, SETTING.time)).toString('utf8'));
}

function mustSetting(store: ChainStore, name: string): Uint8Array {
  const value = store.setting(name);
  if (value !== undefined) return value;
  throw new DevnetError(
    DevnetErrorCode.stateCorrupt,
    `the chain database lacks its setting "${name}"; use a fresh home`,
  );
}

/** Where the chain goes on: after its last stored block, or right after genesis. */
export function loadHead(store: ChainStore): ChainHead {
  const latest = store.latestBlock();
  if (latest !== undefined) return headOf(store, latest);
  return {
    height: 0,
    time: genesisTime(store),
    nextTime: genesisTime(store),
    blockId: undefined,
    commit: undefined,
    appHash: mustSetting(store, SETTING.appHash),
    resultsHash: resultsHash([]),
  };
}

/** Homes that were made before precommits had a time of their own have the block's there, and time must not stand still. */
function nextTime(time: bigint, commit: Commit): bigint {
  const [precommit] = commit.signatures;
  return voteTime(time, precommit === undefined ? time : fromTimestamp(precommit.timestamp));
}

function headOf(store: ChainStore, latest: StoredBlock): ChainHead {
  const block = Block.decode(latest.block);
  const results = store.txs.byHeight(latest.height).map((tx) => JSON.parse(tx.result) as StoredResult);
  const commit = Commit.decode(latest.seenCommit);
  const time = fromTimestamp(block.header.time);
  return {
    height: latest.height,
    time,
    nextTime: nextTime(time, commit),
    blockId: blockIdOf(block),
    commit,
    appHash: latest.appHash,
    resultsHash: resultsHash(
      results.map((result) => ({
        code: result.code,
        data: Buffer.from(result.data ?? '', 'base64'),
        gasWanted: Number(result.gas_wanted),
        gasUsed: Number(result.gas_used),
      })),
    ),
  };
}
