import type { DatabaseSync, StatementSync } from 'node:sqlite';

export interface StoredTx {
  readonly height: number;
  readonly position: number;
  readonly hash: Uint8Array;
  readonly bytes: Uint8Array;
  /** JSON, as store/tx-result.ts writes it. */
  readonly result: string;
}

/** `type.key` of an event attribute and its value, by which transactions are found. */
export interface IndexedAttribute {
  readonly name: string;
  readonly value: string;
}

type AttributeTest = 'equals' | 'contains' | 'exists' | 'less' | 'atMost' | 'greater' | 'atLeast';

export interface AttributeCondition extends IndexedAttribute {
  readonly test: AttributeTest;
}

export interface TxFilter {
  readonly conditions: readonly AttributeCondition[];
  readonly minHeight: number;
  readonly maxHeight: number;
}

export interface TxSearch extends TxFilter {
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
    this.#insertTx = database.prepare('INSERT INTO txs VALUES (?, ?, ?, ?, ?)');
    this.#insertAttribute = database.prepare('INSERT OR IGNORE INTO tx_attributes VALUES (?, ?, ?, ?)');
    this.#byHash = database.prepare('SELECT * FROM txs WHERE hash = ? ORDER BY height DESC LIMIT 1');
    this.#byHeight = database.prepare('SELECT * FROM txs WHERE height = ? ORDER BY position');
  }

  /** Inside of a transaction of the caller. */
  insert(tx: StoredTx, attributes: readonly IndexedAttribute[]): void {
    this.#insertTx.run(tx.height, tx.position, tx.hash, tx.bytes, tx.result);
    for (const { name, value } of attributes) this.#insertAttribute.run(name, value, tx.height, tx.position);
  }

  byHash(hash: Uint8Array): StoredTx | undefined {
    return this.#byHash.get(hash) as unknown as StoredTx | undefined;
  }

  byHeight(height: number): StoredTx[] {
    return this.#byHeight.all(height) as unknown as StoredTx[];
  }

  /** How many transactions meet all conditions. */
  count(filter: TxFilter): number {
    const { where, bound } = toSql(filter);
    const row = this.#database.prepare(`SELECT count(*) AS total FROM txs t WHERE ${where}`).get(...bound);
    return Number(row?.['total'] ?? 0);
  }

  /** A page of them, in the order of the chain or against it. */
  search(search: TxSearch): StoredTx[] {
    const { where, bound } = toSql(search);
    const order = search.descending ? 'DESC' : 'ASC';
    const page = `SELECT * FROM txs t WHERE ${where} ORDER BY t.height ${order}, t.position ${order} LIMIT ? OFFSET ?`;
    return this.#database.prepare(page).all(...bound, search.limit, search.offset) as unknown as StoredTx[];
  }
}

/** Only fixed text goes into the statement; names and values are bound. */
function toSql(filter: TxFilter): { readonly where: string; readonly bound: (string | number)[] } {
  const tests = filter.conditions.map(({ test }) => SQL_TESTS[test]);
  const values = filter.conditions.flatMap(({ name, value, test }) =>
    test === 'exists' ? [name] : [name, value],
  );
  return {
    where: ['t.height BETWEEN ? AND ?', ...tests].join(' AND '),
    bound: [filter.minHeight, filter.maxHeight, ...values],
  };
}

const MATCHES = 'a.height = t.height AND a.position = t.position';

const attributeTest = (condition: string): string =>
  `EXISTS (SELECT 1 FROM tx_attributes a WHERE a.name = ? AND ${condition} AND ${MATCHES})`;
const numberTest = (operator: string): string =>
  attributeTest(`CAST(a.value AS REAL) ${operator} CAST(? AS REAL)`);

const SQL_TESTS: Readonly<Record<AttributeTest, string>> = {
  equals: attributeTest('a.value = ?'),
  contains: attributeTest('instr(a.value, ?) > 0'),
  exists: `EXISTS (SELECT 1 FROM tx_attributes a WHERE a.name = ? AND ${MATCHES})`,
  less: numberTest('<'),
  atMost: numberTest('<='),
  greater: numberTest('>'),
  atLeast: numberTest('>='),
};
