import type { Comet38Client, comet38 } from '@cosmjs/tendermint-rpc';
import { SdkError } from '../error.ts';

/** The most that an RPC gives at a time. */
const PAGE_SIZE = 100;
/** A search that finds more than this is taken for one that never ends. */
const MOST_TXS = 2_000;

/**
 * Transactions that a search finds, in the order in which the RPC has them. Reads no further than the RPC says that there are, and no
 * further than it gives: throws `sdk.malformed` where it promises more than it has.
 */
export async function searchTxs(
  comet: Pick<Comet38Client, 'txSearch'>,
  query: string,
): Promise<comet38.TxResponse[]> {
  const found: comet38.TxResponse[] = [];
  for (let page = 1; ; page += 1) {
    const { txs, totalCount } = await comet.txSearch({ query, page, per_page: PAGE_SIZE });
    found.push(...txs);
    if (found.length >= totalCount) return found;
    if (txs.length === 0 || found.length > MOST_TXS)
      throw new SdkError(
        'sdk.malformed',
        `a search says that it found ${totalCount} transactions, and gives ${found.length}`,
      );
  }
}
