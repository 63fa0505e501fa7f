import type { Change, Entry, Key, KvReader, KvStore } from './kv.ts';

/**
 * Uncommitted writes above a parent. A transaction, each of its messages and each sub-message gets its own layer: it is
 * written to the parent on success and simply dropped on failure, so nothing of a failed call can be seen afterwards.
 */
export class CacheLayer implements KvStore {
  readonly #parent: KvReader;
  readonly #writes = new Map<Key, Uint8Array | undefined>();

  constructor(parent: KvReader) {
    this.#parent = parent;
  }

  get(key: Key): Uint8Array | undefined {
    return this.#writes.has(key) ? this.#writes.get(key) : this.#parent.get(key);
  }

  set(key: Key, value: Uint8Array): void {
    this.#writes.set(key, value);
  }

  delete(key: Key): void {
    this.#writes.set(key, undefined);
  }

  /** Merges own writes of the moment of the call with the parent's entries. */
  *iterate(start: Key, end: Key | undefined, reverse: boolean): Iterator<Entry> {
    const own = this.#ownWithin(start, end, reverse);
    const parent = this.#parent.iterate(start, end, reverse);
    let below = parent.next();
    let index = 0;
    for (;;) {
      const mine = own[index];
      if (mine === undefined && below.done === true) return;
      const order = compareHeads(mine, below, reverse);
      if (order <= 0 && mine !== undefined) {
        index++;
        if (mine[1] !== undefined) yield [mine[0], mine[1]];
      } else if (below.done !== true && order > 0) {
        yield below.value;
      }
      if (order >= 0 && below.done !== true) below = parent.next();
    }
  }

  #ownWithin(start: Key, end: Key | undefined, reverse: boolean): Change[] {
    const own: Change[] = [];
    for (const entry of this.#writes)
      if (entry[0] >= start && (end === undefined || entry[0] < end)) own.push(entry);
    own.sort((a, b) => (a[0] < b[0] ? -1 : 1));
    return reverse ? own.reverse() : own;
  }

  /** Own writes in key order: what a commit stores and what the app hash is made of. */
  changes(): Change[] {
    return [...this.#writes].sort((a, b) => (a[0] < b[0] ? -1 : 1));
  }

  writeTo(parent: KvStore): void {
    for (const [key, value] of this.#writes) {
      if (value === undefined) parent.delete(key);
      else parent.set(key, value);
    }
  }
}

/** Negative: own entry comes first; zero: it hides the parent's; positive: the parent's comes first. */
function compareHeads(mine: Change | undefined, below: IteratorResult<Entry>, reverse: boolean): number {
  if (below.done === true) return -1;
  if (mine === undefined) return 1;
  if (mine[0] === below.value[0]) return 0;
  return mine[0] < below.value[0] !== reverse ? -1 : 1;
}
