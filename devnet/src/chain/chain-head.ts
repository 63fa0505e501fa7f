import type { BlockID, Commit } from 'cosmjs-types/tendermint/types/types';

/** The end of the chain: what the next block builds on. */
export interface ChainHead {
  /** 0 before the first block. */
  readonly height: number;
  /** Nanoseconds since 1970. */
  readonly time: bigint;
  /**
   * The time of the block that comes next: when this one was committed, in nanoseconds since 1970. CometBFT takes the median of the
   * precommits that a block carries, and here there is one; before the first block it is the genesis' time.
   */
  readonly nextTime: bigint;
  readonly blockId: BlockID | undefined;
  readonly commit: Commit | undefined;
  readonly appHash: Uint8Array;
  readonly resultsHash: Uint8Array;
}
