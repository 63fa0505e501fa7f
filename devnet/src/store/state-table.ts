import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Change, Entry, Key, KvReader } from '../state/kv.ts';
import { fromKey, toKey } from '../state/kv.ts';

const PAGE = 64;

interface Row {
  readonly key: Uint8Array;
  readonly value: Uint8Array;
}

/** The committed state, read straight from the database. SQLite compares blobs as bytes, which is the order we need. */
export class StateTable implements KvReader {
  readonly #get: StatementSync;
  readonly #set: StatementSync;
  readonly #delete: StatementSync;
  readonly #ascending: StatementSync;
  readonly #descending: StatementSync;

  constructor(database: DatabaseSync) {
    this.#get = database.prepare('SELECT value FROM state WHERE key = ?');
    this.#set = database.prepare('INSERT OR REPLACE INTO state (key, value) VALUES (?, ?)');
    this.#delete = database.prepare('DELETE FROM state WHERE key = ?');
    const page = (condition: string, order: string): StatementSync =>
      database.prepare(`SELECT key, value FROM state WHERE ${condition} ORDER BY key ${order} LIMIT ${PAGE}`);
    this.#ascending = page('key >= ?1 AND (?2 IS NULL OR key < ?2)', 'ASC');
    this.#descending = page('key >= ?1 AND (?2 IS NULL OR key < ?2)', 'DESC');
  }

  get(key: Key): Uint8Array | undefined {
    const row = this.#get.get(fromKey(key)) as Pick<Row, 'value'> | undefined;
    return row?.value;
  }

  /** Reads pages as they are needed, so that an abandoned iterator leaves no open statement behind. */
  *iterate(start: Key, end: Key | undefined, reverse: boolean): Iterator<Entry> {
    let [from, to] = [start, end];
    for (;;) {
      const statement = reverse ? this.#descending : this.#ascending;
      const rows = statement.all(fromKey(from), to === undefined ? null : fromKey(to)) as unknown as Row[];
      for (const row of rows) yield [toKey(row.key), row.value];
      const last = rows.at(-1);
      if (last === undefined || rows.length < PAGE) return;
      if (reverse) to = toKey(last.key);
      else from = `${toKey(last.key)}\x00`;
    }
  }

  /** Inside of a transaction of the caller. */
  apply(changes: readonly Change[]): void {
    for (const [key, value] of changes) {
      if (value === undefined) this.#delete.run(fromKey(key));
      else this.#set.run(fromKey(key), value);
    }
  }
}
