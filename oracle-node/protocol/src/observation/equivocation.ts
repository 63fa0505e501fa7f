import type { Observation } from '@cloudx3/proto';

/** Two different observations that one node signed for one round: evidence against it (OBS-8). */
export interface Equivocation {
  /** The round of the feed that it signed twice for. */
  readonly feedId: number;
  readonly round: bigint;
  /** 33-byte key of the node. */
  readonly observer: Uint8Array;
  /** The one that stays counted. */
  readonly first: Observation;
  /** The one that came after it. */
  readonly second: Observation;
}
