import { toKey } from '../state/kv.ts';

export interface PendingTx {
  readonly hash: Uint8Array;
  readonly bytes: Uint8Array;
  readonly gasWanted: number;
}

export interface MempoolOptions {
  readonly maxTxs: number;
  readonly maxBytes: number;
  /** Hashes remembered so that a transaction is not taken twice. */
  readonly cacheSize: number;
}

/** Checked transactions in the order of their arrival, which is the order in which blocks take them. */
export class Mempool {
  readonly #options: MempoolOptions;
  readonly #pending = new Map<string, PendingTx>();
  readonly #seen = new Set<string>();
  #bytes = 0;

  constructor(options: MempoolOptions) {
    this.#options = options;
  }

  get size(): number {
    return this.#pending.size;
  }

  get bytes(): number {
    return this.#bytes;
  }

  hasSeen(hash: Uint8Array): boolean {
    return this.#seen.has(toKey(hash));
  }

  hasRoomFor(bytes: number): boolean {
    return this.size < this.#options.maxTxs && this.#bytes + bytes <= this.#options.maxBytes;
  }

  add(tx: PendingTx): void {
    const key = toKey(tx.hash);
    this.#pending.set(key, tx);
    this.#bytes += tx.bytes.length;
    this.#remember(key);
  }

  /** Transactions for the next block, within its limits. A later, smaller one never overtakes an earlier one. */
  reap(maxGas: number, maxBytes: number): PendingTx[] {
    const taken: PendingTx[] = [];
    let gas = 0;
    let bytes = 0;
    for (const tx of this.#pending.values()) {
      gas += tx.gasWanted;
      bytes += tx.bytes.length;
      if (gas > maxGas || bytes > maxBytes) break;
      taken.push(tx);
    }
    return taken;
  }

  list(limit: number): PendingTx[] {
    return [...this.#pending.values()].slice(0, limit);
  }

  /** After a block: a transaction that failed in it may be sent again, one that succeeded may not. */
  settle(hash: Uint8Array, succeeded: boolean): void {
    this.#remove(hash);
    const key = toKey(hash);
    if (succeeded) this.#remember(key);
    else this.#seen.delete(key);
  }

  /** Drops a transaction that a recheck refused; it may come again. */
  drop(hash: Uint8Array): void {
    this.#remove(hash);
    this.#seen.delete(toKey(hash));
  }

  #remove(hash: Uint8Array): void {
    const key = toKey(hash);
    const tx = this.#pending.get(key);
    if (tx === undefined) return;
    this.#pending.delete(key);
    this.#bytes -= tx.bytes.length;
  }

  #remember(key: string): void {
    this.#seen.add(key);
    if (this.#seen.size <= this.#options.cacheSize) return;
    const oldest = this.#seen.values().next().value;
    if (oldest !== undefined) this.#seen.delete(oldest);
  }
}
