import { Block } from 'cosmjs-types/tendermint/types/block';
import type { Chain } from '../../chain/chain.ts';
import { blockIdOf } from '../../chain/header.ts';
import type { StoredBlock } from '../../store/chain-store.ts';
import { encodeBlock, encodeBlockId } from '../encode-block.ts';
import { RpcError } from '../rpc-error.ts';

/** The height that is asked for, or the newest. Throws RpcError with CometBFT's words where it is none of the chain's. */
export function heightOf(height: number | undefined, newest: number): number {
  if (height === undefined) return newest;
  if (height <= 0) throw new RpcError('internal', `height must be greater than 0, but got ${height}`);
  if (height <= newest) return height;
  const limit = `must be less than or equal to the current blockchain height ${newest}`;
  throw new RpcError('internal', `height ${height} ${limit}`);
}

/** The block at this height, or the newest. Throws RpcError where there is none. */
export function blockAt(chain: Chain, height: number | undefined): StoredBlock {
  const known = heightOf(height, chain.head.height);
  const stored = chain.store.block(known);
  if (stored === undefined) throw new RpcError('internal', `block at height ${known} not found`);
  return stored;
}

export function encodeStoredBlock(stored: StoredBlock): unknown {
  const block = Block.decode(stored.block);
  return { block_id: encodeBlockId(blockIdOf(block)), block: encodeBlock(block) };
}
