import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Condition } from '../event-query/parse.ts';
import { defineComparison, HEIGHT, toSql } from './tx-search.ts';

export interface StoredTx {
  readonly height: number;
  readonly position: number;
  readonly hash: Uint8Array;
  readonly bytes: Uint8Array;
  /** JSON, as store/tx-result.ts writes it. */
  readonly result: string;
}

/** An attribute of an event by which transactions are found. */
export interface IndexedAttribute {
  /** `type.key`. */
  readonly name: string;
  readonly value: string;
  /** Which of the transaction's events it belongs to, from 1. */
  readonly event: number;
}

/** A page of what a query finds, in the order of the chain or against it. */
export interface TxPage {
  readonly descending: boolean;
  readonly offset: number;
  readonly limit: number;
}

/** Transactions by hash, by block and by the events they emitted. */
export class TxIndex {
  readonly #database: DatabaseSync;
  readonly #insertTx: StatementSync;
  readonly #insertAttribute: StatementSync;
  readonly #byHash: StatementSync;
  readonly #byHeight: StatementSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
    defineComparison(database);
    this.#insertTx = database.prepare('INSERT INTO txs VALUES (?, ?, ?, ?, ?)');
    this.#insertAttribute = database.prepare('INSERT OR IGNORE INTO tx_attributes VALUES (?, ?, ?, ?, ?)');
    this.#byHash = database.prepare('SELECT * FROM txs WHERE hash = ? ORDER BY height DESC LIMIT 1');
    this.#byHeight = database.prepare('SELECT * FROM txs WHERE height = ? ORDER BY position');
  }

  /** Inside of a transaction of the caller. */
  insert(tx: StoredTx, attributes: readonly IndexedAttribute[]): void {
    this.#insertTx.run(tx.height, tx.position, tx.hash, tx.bytes, tx.result);
    const own = { name: HEIGHT, value: tx.height.toString(), event: 0 };
    for (const { name, value, event } of [own, ...attributes]) {
      this.#insertAttribute.run(name, value, tx.height, tx.position, event);
    }
  }

  byHash(hash: Uint8Array): StoredTx | undefined {
    return this.#byHash.get(hash) as unknown as StoredTx | undefined;
  }

  byHeight(height: number): StoredTx[] {
    return this.#byHeight.all(height) as unknown as StoredTx[];
  }

  /** How many transactions meet all conditions. */
  count(conditions: readonly Condition[]): number {
    const { where, bound } = toSql(conditions);
    const row = this.#database.prepare(`SELECT count(*) AS total FROM txs t WHERE ${where}`).get(...bound);
    return Number(row?.['total'] ?? 0);
  }

  search(conditions: readonly Condition[], { descending, offset, limit }: TxPage): StoredTx[] {
    const { where, bound } = toSql(conditions);
    const order = descending ? 'DESC' : 'ASC';
    const page = `SELECT * FROM txs t WHERE ${where} ORDER BY t.height ${order}, t.position ${order} LIMIT ? OFFSET ?`;
    return this.#database.prepare(page).all(...bound, limit, offset) as unknown as StoredTx[];
  }
}
