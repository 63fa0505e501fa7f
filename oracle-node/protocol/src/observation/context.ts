import type { NetworkId, VerifySignature } from '@cloudx3/verifier-core';
import type { FeedRules } from '../feed.ts';
import type { AcceptedObservation } from './accepted.ts';

/** What the rules know when an observation arrives. Everything is handed in: the clock, the chain's state, what is held already. */
export interface ObservationContext {
  /** The chain and its oracle contract, which every signed body names (OBS-2). */
  readonly network: NetworkId;
  /** Unix milliseconds. */
  readonly nowMs: bigint;
  /** Checks a signature (SIG-2): pure code or a faster library, both with the same verdicts. */
  readonly verify: VerifySignature;
  /** What the chain shows of a feed; undefined where it shows none of this id. */
  feed(feedId: number): FeedRules | undefined;
  /** Whether the chain shows this key as a registered, active notary. */
  isActiveNotary(notary: Uint8Array): boolean;
  /** The first accepted observation of this node for this round, if there is one. */
  held(feedId: number, round: bigint, observer: Uint8Array): AcceptedObservation | undefined;
  /** Whether equivocation by this node in this round is proven already. */
  equivocated(feedId: number, round: bigint, observer: Uint8Array): boolean;
}
