import { Block } from 'cosmjs-types/tendermint/types/block';
import { Commit } from 'cosmjs-types/tendermint/types/types';
import { blockIdOf } from '../../chain/header.ts';
import type { StoredBlock } from '../../store/chain-store.ts';
import { base64, encodeBlockId, encodeCommit, encodeHeader } from '../encode-block.ts';
import type { RpcMethods } from '../method.ts';
import { RpcError } from '../rpc-error.ts';
import { blockAt, encodeStoredBlock } from './stored-block.ts';
import { consensusParams } from './validators.ts';

const MAX_INFOS = 20;

function encodeMeta(stored: StoredBlock): unknown {
  const block = Block.decode(stored.block);
  return {
    block_id: encodeBlockId(blockIdOf(block)),
    block_size: stored.block.length.toString(),
    header: encodeHeader(block.header),
    num_txs: block.data.txs.length.toString(),
  };
}

export const blockMethods: RpcMethods = {
  block: {
    params: { height: 'integer' },
    run: (params, { chain }) => encodeStoredBlock(blockAt(chain, params.integer('height'))),
  },
  block_by_hash: {
    params: { hash: 'base64' },
    run: (params, { chain }) => {
      const stored = chain.store.blockByHash(params.base64('hash') ?? new Uint8Array());
      return stored === undefined
        ? { block_id: encodeBlockId(undefined), block: null }
        : encodeStoredBlock(stored);
    },
  },
  header: {
    params: { height: 'integer' },
    run: (params, { chain }) => ({
      header: encodeHeader(Block.decode(blockAt(chain, params.integer('height')).block).header),
    }),
  },
  block_results: {
    params: { height: 'integer' },
    run: (params, { chain }) => {
      const stored = blockAt(chain, params.integer('height'));
      const results = chain.store.txs.byHeight(stored.height).map((tx) => JSON.parse(tx.result) as unknown);
      return {
        height: stored.height.toString(),
        txs_results: results.length === 0 ? null : results,
        finalize_block_events: [],
        validator_updates: null,
        consensus_param_updates: consensusParams(chain),
        app_hash: base64(stored.appHash),
      };
    },
  },
  commit: {
    params: { height: 'integer' },
    run: (params, { chain }) => {
      const stored = blockAt(chain, params.integer('height'));
      const header = encodeHeader(Block.decode(stored.block).header);
      const canonical = stored.height < chain.head.height;
      return { signed_header: { header, commit: encodeCommit(Commit.decode(stored.seenCommit)) }, canonical };
    },
  },
  blockchain: {
    params: { minHeight: 'integer', maxHeight: 'integer' },
    run: (params, { chain }) => {
      const newest = chain.head.height;
      const [least = 0, most = 0] = [params.integer('minHeight'), params.integer('maxHeight')];
      if (least < 0 || most < 0) throw new RpcError('internal', 'heights must be non-negative');
      const to = Math.min(newest, most || newest);
      const from = Math.max(1, to - MAX_INFOS + 1, least);
      if (from > to)
        throw new RpcError('internal', `min height ${from} can't be greater than max height ${to}`);
      return {
        last_height: newest.toString(),
        block_metas: chain.store.blocks(from, to, MAX_INFOS).map(encodeMeta),
      };
    },
  },
};
