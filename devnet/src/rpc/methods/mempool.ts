import type { Chain } from '../../chain/chain.ts';
import { base64 } from '../encode-block.ts';
import type { RpcMethods } from '../method.ts';
import { perPage } from './paging.ts';

function figures(chain: Chain, count: number): { n_txs: string; total: string; total_bytes: string } {
  const { size, bytes } = chain.mempool;
  return { n_txs: count.toString(), total: size.toString(), total_bytes: bytes.toString() };
}

export const mempoolMethods: RpcMethods = {
  unconfirmed_txs: {
    params: { limit: 'integer' },
    run: (params, { chain }) => {
      const txs = chain.mempool.list(perPage(params.integer('limit')));
      return { ...figures(chain, txs.length), txs: txs.map((tx) => base64(tx.bytes)) };
    },
  },
  num_unconfirmed_txs: {
    params: {},
    run: (_params, { chain }) => ({ ...figures(chain, chain.mempool.size), txs: null }),
  },
};
