import type { CheckedOperation, Decimal, FeedTerms } from '@cloudx3/verifier-core';
import type { Membership } from './rounds/seats.ts';

/** What the chain says of one feed: its terms, and how it stands now; `inRound` gives those of a round. Times are Unix milliseconds. */
export interface FeedRules extends FeedTerms {
  /** Whether the chain takes reports of it. */
  readonly active: boolean;
  /** What is read, as it was published. */
  readonly operation: CheckedOperation;
  /** Newest round that the chain shows. */
  readonly lastRound: bigint | undefined;
  /** The value of that round at the feed's decimals, as far as this node knows it (OBS-9). */
  readonly lastValue: Decimal | undefined;
  /** Who is a member for which rounds (ACC-1); without it `operators` and `notaries` are members of every round. */
  readonly membership?: Membership | undefined;
  /** Terms that are announced (CHG-1). */
  readonly pending?: PendingRules | undefined;
  /** The round from which it is closed (CHG-3). */
  readonly closedFromRound?: bigint | undefined;
}

/** What a change of a feed can change (CHG-1). */
export type ChangedTerms = Pick<
  FeedRules,
  'operation' | 'operationId' | 'params' | 'quorum' | 'modes' | 'stepUp' | 'maxObservedAgeMs'
>;

/** Terms that hold from a round on. */
export interface PendingRules {
  readonly fromRound: bigint;
  readonly terms: ChangedTerms;
}
