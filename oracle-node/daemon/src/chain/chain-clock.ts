/** The newest block's time, which is what contracts go by; it lags behind the clock by about a block. */
export class ChainClock {
  private newestMs: number | undefined;

  /** A block was seen. */
  show(timeMs: number): void {
    if (this.newestMs === undefined || timeMs > this.newestMs) this.newestMs = timeMs;
  }

  /** Whether the chain's time is this one or later, in Unix milliseconds; not while no block was seen. */
  hasReached(timeMs: bigint): boolean {
    return this.newestMs !== undefined && BigInt(this.newestMs) >= timeMs;
  }
}
