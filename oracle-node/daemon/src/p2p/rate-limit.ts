export interface RateLimitOptions {
  /** How many in a row. */
  readonly burst: number;
  /** How long until one more is allowed. */
  readonly refillMs: number;
}

interface Bucket {
  tokens: number;
  atMs: number;
}

// Only members connect, so there are few; the bound is for the case that this changes.
const MAX_PEERS = 1_024;

/** A bucket of tokens a peer. */
export class RateLimit {
  private readonly options: RateLimitOptions;
  private readonly nowMs: () => number;
  private readonly buckets = new Map<string, Bucket>();

  constructor(options: RateLimitOptions, deps: { nowMs(): number }) {
    this.options = options;
    this.nowMs = () => deps.nowMs();
  }

  /** Whether this peer may do one more. */
  allows(peer: string): boolean {
    const now = this.nowMs();
    const { burst, refillMs } = this.options;
    const bucket = this.buckets.get(peer) ?? { tokens: burst, atMs: now };
    bucket.tokens = Math.min(burst, bucket.tokens + (now - bucket.atMs) / refillMs);
    bucket.atMs = now;
    if (this.buckets.size >= MAX_PEERS && !this.buckets.has(peer)) return false;
    this.buckets.set(peer, bucket);
    if (bucket.tokens < 1) return false;
    bucket.tokens -= 1;
    return true;
  }
}
