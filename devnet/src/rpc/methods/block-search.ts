import { matches } from '../../event-query/match.ts';
import type { RpcMethods } from '../method.ts';
import { readQuery } from '../read-query.ts';
import { isDescending, pageOf } from './paging.ts';
import { blockAt, encodeStoredBlock } from './stored-block.ts';

/** Blocks have no events of their own here, so that their height is all that they are found by. */
export const blockSearchMethods: RpcMethods = {
  block_search: {
    params: { query: 'text', page: 'integer', per_page: 'integer', order_by: 'text' },
    run: (params, { chain }) => {
      const conditions = readQuery(params.text('query') ?? '');
      const found: number[] = [];
      for (let height = 1; height <= chain.head.height; height++) {
        if (matches(conditions, new Map([['block.height', [height.toString()]]]))) found.push(height);
      }
      if (isDescending(params, 'desc')) found.reverse();
      const { offset, limit } = pageOf(params, found.length);
      const blocks = found
        .slice(offset, offset + limit)
        .map((height) => encodeStoredBlock(blockAt(chain, height)));
      return { blocks, total_count: found.length.toString() };
    },
  },
};
