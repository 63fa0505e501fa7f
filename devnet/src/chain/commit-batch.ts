import { Block } from 'cosmjs-types/tendermint/types/block';
import type { BlockID } from 'cosmjs-types/tendermint/types/types';
import { Commit } from 'cosmjs-types/tendermint/types/types';
import type { Change } from '../state/kv.ts';
import type { CommitBatch } from '../store/chain-store.ts';
import { indexedAttributes, toStoredResult } from '../store/tx-result.ts';
import type { TxResult } from '../tx/tx-result.ts';

/** A transaction as it came out of its block. */
export interface DeliveredTx {
  readonly hash: Uint8Array;
  readonly bytes: Uint8Array;
  readonly result: TxResult;
}

interface MadeBlock {
  readonly height: number;
  readonly block: Block;
  readonly blockId: BlockID;
  readonly commit: Commit;
  /** After this block. */
  readonly appHash: Uint8Array;
  readonly changes: readonly Change[];
  readonly txs: readonly DeliveredTx[];
}

/** All that a block changes, as the store takes it: in one piece. */
export function commitBatch({
  height,
  block,
  blockId,
  commit,
  appHash,
  changes,
  txs,
}: MadeBlock): CommitBatch {
  return {
    changes,
    block: {
      height,
      hash: blockId.hash,
      block: Block.encode(block).finish(),
      seenCommit: Commit.encode(commit).finish(),
      appHash,
    },
    txs: txs.map(({ hash, bytes, result }, position) => ({
      height,
      position,
      hash,
      bytes,
      result: JSON.stringify(toStoredResult(result)),
      attributes: indexedAttributes(result.events),
    })),
  };
}
