import { Block } from 'cosmjs-types/tendermint/types/block';
import { Commit } from 'cosmjs-types/tendermint/types/types';
import type { Chain } from '../../chain/chain.ts';
import { blockIdOf } from '../../chain/header.ts';
import type { StoredBlock } from '../../store/chain-store.ts';
import { base64, encodeBlock, encodeBlockId, encodeCommit, encodeHeader } from '../encode-block.ts';
import { matches, parseEventQuery } from '../event-query.ts';
import type { RpcMethods } from '../method.ts';
import { RpcError } from '../rpc-error.ts';
import { pageOf } from './paging.ts';

const MAX_INFOS = 20;

/** The block at this height, or the newest. Throws RpcError with CometBFT's words where there is none. */
export function blockAt(chain: Chain, height: number | undefined): StoredBlock {
  const newest = chain.head.height;
  if (height !== undefined && height <= 0)
    throw new RpcError('internal', `height must be greater than 0, but got ${height}`);
  if (height !== undefined && height > newest) {
    throw new RpcError(
      'internal',
      `height ${height} must be less than or equal to the current blockchain height ${newest}`,
    );
  }
  const stored = chain.store.block(height ?? newest);
  if (stored === undefined) throw new RpcError('internal', `block at height ${height ?? newest} not found`);
  return stored;
}

function encodeStoredBlock(stored: StoredBlock): unknown {
  const block = Block.decode(stored.block);
  return { block_id: encodeBlockId(blockIdOf(block)), block: encodeBlock(block) };
}

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
      const to = Math.min(newest, params.integer('maxHeight') || newest);
      const from = Math.max(1, to - MAX_INFOS + 1, params.integer('minHeight') ?? 1);
      if (from > to)
        throw new RpcError('internal', `min height ${from} can't be greater than max height ${to}`);
      return {
        last_height: newest.toString(),
        block_metas: chain.store.blocks(from, to, MAX_INFOS).map(encodeMeta),
      };
    },
  },
  block_search: {
    params: { query: 'text', page: 'integer', per_page: 'integer', order_by: 'text' },
    run: (params, { chain }) => {
      const conditions = parseEventQuery(params.text('query') ?? '');
      const found: number[] = [];
      for (let height = 1; height <= chain.head.height; height++) {
        if (matches(conditions, new Map([['block.height', [height.toString()]]]))) found.push(height);
      }
      if (params.text('order_by') !== 'asc') found.reverse();
      const { offset, limit } = pageOf(params, found.length);
      const blocks = found
        .slice(offset, offset + limit)
        .map((height) => encodeStoredBlock(blockAt(chain, height)));
      return { blocks, total_count: found.length.toString() };
    },
  },
};

export function consensusParams(chain: Chain): unknown {
  return {
    block: {
      max_bytes: chain.options.blockMaxBytes.toString(),
      max_gas: chain.options.blockMaxGas.toString(),
    },
    evidence: { max_age_num_blocks: '100000', max_age_duration: '172800000000000', max_bytes: '1048576' },
    validator: { pub_key_types: ['ed25519'] },
    version: {},
    abci: { vote_extensions_enable_height: '0' },
  };
}
