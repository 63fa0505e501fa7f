import type { ValidChain } from './valid-chain.ts';

/** A path that was good in between these times. */
export interface CachedChain {
  readonly chain: ValidChain;
  readonly notBeforeMs: number;
  readonly notAfterMs: number;
}

const MAX_ENTRIES = 256;

/** Validated paths by chain and name: the least recently used goes first. Failures are not kept. */
export class PathCache {
  readonly #entries = new Map<string, CachedChain>();

  /** What is kept for this key, if it is good at this time. */
  get(key: string, nowMs: number): ValidChain | undefined {
    const entry = this.#entries.get(key);
    if (entry === undefined) return undefined;
    this.#entries.delete(key);
    if (nowMs < entry.notBeforeMs || nowMs > entry.notAfterMs) return undefined;
    this.#entries.set(key, entry);
    return entry.chain;
  }

  set(key: string, entry: CachedChain): void {
    this.#entries.set(key, entry);
    const [oldest] = this.#entries.keys();
    if (this.#entries.size > MAX_ENTRIES && oldest !== undefined) this.#entries.delete(oldest);
  }

  get size(): number {
    return this.#entries.size;
  }
}
