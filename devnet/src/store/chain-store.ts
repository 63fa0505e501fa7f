import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Change, KvReader } from '../state/kv.ts';
import { StateTable } from './state-table.ts';
import type { IndexedAttribute, StoredTx } from './tx-index.ts';
import { TxIndex } from './tx-index.ts';

export interface StoredBlock {
  readonly height: number;
  readonly hash: Uint8Array;
  /** Encoded tendermint.types.Block. */
  readonly block: Uint8Array;
  /** Encoded tendermint.types.Commit for this block. */
  readonly seenCommit: Uint8Array;
  /** After this block: what the next header carries. */
  readonly appHash: Uint8Array;
}

export interface CommitBatch {
  readonly changes: readonly Change[];
  readonly block: StoredBlock;
  readonly txs: readonly (StoredTx & { readonly attributes: readonly IndexedAttribute[] })[];
}

interface BlockRow {
  readonly height: number;
  readonly hash: Uint8Array;
  readonly block: Uint8Array;
  readonly seen_commit: Uint8Array;
  readonly app_hash: Uint8Array;
}

/** Blocks, transactions, state and settings of one chain, changed block by block and only as a whole. */
export class ChainStore {
  readonly state: KvReader;
  readonly txs: TxIndex;
  readonly #state: StateTable;
  readonly #database: DatabaseSync;
  readonly #insertBlock: StatementSync;
  readonly #byHeight: StatementSync;
  readonly #byHash: StatementSync;
  readonly #latest: StatementSync;
  readonly #range: StatementSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
    this.#state = new StateTable(database);
    this.state = this.#state;
    this.txs = new TxIndex(database);
    this.#insertBlock = database.prepare('INSERT INTO blocks VALUES (?, ?, ?, ?, ?)');
    this.#byHeight = database.prepare('SELECT * FROM blocks WHERE height = ?');
    this.#byHash = database.prepare('SELECT * FROM blocks WHERE hash = ?');
    this.#latest = database.prepare('SELECT * FROM blocks ORDER BY height DESC LIMIT 1');
    this.#range = database.prepare(
      'SELECT * FROM blocks WHERE height BETWEEN ? AND ? ORDER BY height DESC LIMIT ?',
    );
  }

  /** Writes a block and everything it changed; when this returns, it is on disk. */
  commit(batch: CommitBatch): void {
    this.#inTransaction(() => {
      this.#state.apply(batch.changes);
      const { height, hash, block, seenCommit, appHash } = batch.block;
      this.#insertBlock.run(height, hash, block, seenCommit, appHash);
      for (const tx of batch.txs) this.txs.insert(tx, tx.attributes);
    });
  }

  /** Genesis: the first state and the settings, before there is a block. */
  initialize(changes: readonly Change[], settings: Readonly<Record<string, Uint8Array>>): void {
    this.#inTransaction(() => {
      this.#state.apply(changes);
      const insert = this.#database.prepare('INSERT INTO meta VALUES (?, ?)');
      for (const [name, value] of Object.entries(settings)) insert.run(name, value);
    });
  }

  setting(name: string): Uint8Array | undefined {
    const row = this.#database.prepare('SELECT value FROM meta WHERE name = ?').get(name);
    return row?.['value'] as Uint8Array | undefined;
  }

  block(height: number): StoredBlock | undefined {
    return toBlock(this.#byHeight.get(height));
  }

  blockByHash(hash: Uint8Array): StoredBlock | undefined {
    return toBlock(this.#byHash.get(hash));
  }

  latestBlock(): StoredBlock | undefined {
    return toBlock(this.#latest.get());
  }

  /** Newest first. */
  blocks(from: number, to: number, limit: number): StoredBlock[] {
    return this.#range.all(from, to, limit).flatMap((row) => toBlock(row) ?? []);
  }

  close(): void {
    this.#database.close();
  }

  #inTransaction(run: () => void): void {
    this.#database.exec('BEGIN IMMEDIATE');
    try {
      run();
      this.#database.exec('COMMIT');
    } catch (error) {
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
      throw error;
    }
  }
}

function toBlock(row: Record<string, unknown> | undefined): StoredBlock | undefined {
  if (row === undefined) return undefined;
  const { height, hash, block, seen_commit: seenCommit, app_hash: appHash } = row as unknown as BlockRow;
  return { height, hash, block, seenCommit, appHash };
}
