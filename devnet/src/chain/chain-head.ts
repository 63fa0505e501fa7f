import type { BlockID, Commit } from 'cosmjs-types/tendermint/types/types';

/** The end of the chain: what the next block builds on. */
export interface ChainHead {
  /** 0 before the first block. */
  readonly height: number;
  /** Nanoseconds since 1970. */
  readonly time: bigint;
  readonly blockId: BlockID | undefined;
  readonly commit: Commit | undefined;
  readonly appHash: Uint8Array;
  readonly resultsHash: Uint8Array;
}
