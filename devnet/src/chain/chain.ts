import type { Block } from 'cosmjs-types/tendermint/types/block';
import type { BlockID } from 'cosmjs-types/tendermint/types/types';
import type { Application } from '../app/application.ts';
import { CacheLayer } from '../state/cache-layer.ts';
import type { BlockContext, ExecutionContext } from '../state/context.ts';
import { GasMeter } from '../state/gas-meter.ts';
import type { ChainStore } from '../store/chain-store.ts';
import type { TxResult } from '../tx/tx-result.ts';
import { runTx } from '../tx/run-tx.ts';
import { hashTransaction } from '../tx/transaction.ts';
import { nextAppHash } from './app-hash.ts';
import type { BlockParameters } from './build-block.ts';
import { buildBlock } from './build-block.ts';
import type { ChainHead } from './chain-head.ts';
import type { DeliveredTx } from './commit-batch.ts';
import { commitBatch } from './commit-batch.ts';
import { blockIdOf, resultsHash, toTimestamp, voteTime } from './header.ts';
import type { Mempool } from './mempool.ts';
import type { Validator } from './validator.ts';

export interface ChainOptions extends BlockParameters {
  readonly chainId: string;
  /** Gas of one query to a contract. */
  readonly queryMaxGas: number;
  /** Wall-clock milliseconds that contract code of one simulation or query may take. */
  readonly executionDeadlineMs: number;
  /** Nanoseconds since 1970. */
  readonly genesisTime: bigint;
}

export interface ChainDeps {
  readonly app: Application;
  readonly store: ChainStore;
  readonly mempool: Mempool;
  readonly validator: Validator;
  /** Nanoseconds since 1970. */
  readonly clock: () => bigint;
  /** Monotonic milliseconds, for execution deadlines. */
  readonly now: () => number;
  /** Told when a transaction met an error that no transaction can cause. */
  readonly onDefect: (error: unknown) => void;
}

/** A block that has reached the disk. */
export interface CommittedBlock {
  readonly height: number;
  readonly block: Block;
  readonly blockId: BlockID;
  readonly txs: readonly DeliveredTx[];
}

export type BlockListener = (block: CommittedBlock) => void;

/** The state machine of the chain: takes transactions, makes blocks, answers about the newest state. */
export class Chain {
  readonly options: ChainOptions;
  readonly app: Application;
  readonly store: ChainStore;
  readonly mempool: Mempool;
  readonly validator: Validator;
  readonly #deps: ChainDeps;
  readonly #listeners = new Set<BlockListener>();
  readonly #waiting = new Set<() => void>();
  #head: ChainHead;
  #checkState: CacheLayer;

  constructor(options: ChainOptions, deps: ChainDeps, head: ChainHead) {
    this.options = options;
    this.#deps = deps;
    this.app = deps.app;
    this.store = deps.store;
    this.mempool = deps.mempool;
    this.validator = deps.validator;
    this.#head = head;
    this.#checkState = new CacheLayer(deps.store.state);
  }

  get head(): ChainHead {
    return this.#head;
  }

  /** Called after each block, once it is on disk. Returns the function that ends it. */
  onBlock(listener: BlockListener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Called after each transaction that was taken into the mempool. Returns the function that ends it. */
  onTransaction(listener: () => void): () => void {
    this.#waiting.add(listener);
    return () => void this.#waiting.delete(listener);
  }

  /** Whether transactions wait for a block. */
  get isAwaited(): boolean {
    return this.mempool.size > 0;
  }

  /** Checks a transaction against the newest state and what waits before it; takes it into the mempool if it passes. */
  checkTx(bytes: Uint8Array): TxResult {
    const result = this.#run(bytes, 'check', this.#checkState, this.#newestBlock(), 0);
    if (result.code === 0) {
      this.mempool.add({ hash: hashTransaction(bytes), bytes, gasWanted: result.gasWanted });
      for (const listener of this.#waiting) listener();
    }
    return result;
  }

  /** Runs a transaction without signatures, for the gas it would use. Nothing is kept. */
  simulate(bytes: Uint8Array): TxResult {
    return this.#run(bytes, 'simulate', new CacheLayer(this.#checkState), this.#newestBlock(), 0);
  }

  /** A context for queries on the newest committed state. */
  queryContext(gasLimit = Number.POSITIVE_INFINITY): ExecutionContext {
    return {
      block: this.#newestBlock(),
      mode: 'query',
      store: new CacheLayer(this.store.state),
      gas: new GasMeter(gasLimit),
      events: [],
      tx: undefined,
      loadedCodes: undefined,
      callDepth: 0,
      queryDepth: 0,
      deadline: this.#deps.now() + this.options.executionDeadlineMs,
    };
  }

  /** Makes, stores and announces the next block with what the mempool holds, or with nothing. */
  produceBlock(): CommittedBlock {
    const { blockMaxGas, blockMaxBytes } = this.options;
    const pending = this.mempool.reap(blockMaxGas, blockMaxBytes);
    const context = this.#nextBlock();
    const state = new CacheLayer(this.store.state);
    const txs = pending.map(({ hash, bytes }, index) => ({
      hash,
      bytes,
      result: this.#run(bytes, 'deliver', state, context, index),
    }));
    const committed = this.#commit(context, txs, state);
    this.#recheck(committed);
    for (const listener of this.#listeners) listener(committed);
    return committed;
  }

  #run(
    bytes: Uint8Array,
    mode: 'check' | 'recheck' | 'simulate' | 'deliver',
    store: CacheLayer,
    block: BlockContext,
    txIndex: number,
  ): TxResult {
    // What is in a block comes out the same on every machine, so that gas alone may end it, which is paid for. Trying costs nobody but us.
    const deadline = mode === 'deliver' ? Infinity : this.#deps.now() + this.options.executionDeadlineMs;
    const { blockMaxGas: maxGas } = this.options;
    return runTx(
      { ...this.app, onDefect: this.#deps.onDefect },
      { bytes, mode, store, block, txIndex, maxGas, deadline },
    );
  }

  #nextBlock(): BlockContext {
    return { chainId: this.options.chainId, height: this.#head.height + 1, time: this.#head.nextTime };
  }

  /** What is only tried is tried as in the newest block. */
  #newestBlock(): BlockContext {
    return { chainId: this.options.chainId, height: this.#head.height, time: this.#head.time };
  }

  #commit(context: BlockContext, txs: readonly DeliveredTx[], state: CacheLayer): CommittedBlock {
    const { height, time, chainId } = context;
    const bytes = txs.map((tx) => tx.bytes);
    const block = buildBlock(context, this.#head, bytes, this.validator, this.options);
    const blockId = blockIdOf(block);
    const votedAt = voteTime(time, this.#deps.clock());
    const commit = this.validator.commit(chainId, BigInt(height), blockId, toTimestamp(votedAt));
    const changes = state.changes();
    const appHash = nextAppHash(this.#head.appHash, changes);
    this.store.commit(commitBatch({ height, block, blockId, commit, appHash, changes, txs }));
    const results = resultsHash(txs.map(({ result }) => result));
    this.#head = { height, time, nextTime: votedAt, blockId, commit, appHash, resultsHash: results };
    return { height, block, blockId, txs };
  }

  /** Starts the check state anew from the committed one, and puts what still waits through the checks again. */
  #recheck(committed: CommittedBlock): void {
    for (const { hash, result } of committed.txs) this.mempool.settle(hash, result.code === 0);
    this.#checkState = new CacheLayer(this.store.state);
    const newest = this.#newestBlock();
    for (const tx of this.mempool.list(this.mempool.size)) {
      if (this.#run(tx.bytes, 'recheck', this.#checkState, newest, 0).code !== 0) this.mempool.drop(tx.hash);
    }
  }
}
