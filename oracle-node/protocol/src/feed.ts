import type { CheckedOperation, Decimal, FeedTerms } from '@cloudx3/verifier-core';

/** What the chain says of one feed: its terms, which never change, and how it stands now. Times are Unix milliseconds. */
export interface FeedRules extends FeedTerms {
  /** Whether the chain takes reports of it. */
  readonly active: boolean;
  /** What is read, as it was published. */
  readonly operation: CheckedOperation;
  /** Newest round that the chain shows. */
  readonly lastRound: bigint | undefined;
  /** The value of that round at the feed's decimals, as far as this node knows it (OBS-9). */
  readonly lastValue: Decimal | undefined;
}
