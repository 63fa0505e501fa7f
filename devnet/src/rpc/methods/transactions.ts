import type { Condition } from '../../event-query/parse.ts';
import type { StoredTx } from '../../store/tx-index.ts';
import { base64, hex } from '../encode-block.ts';
import type { RpcContext, RpcMethods } from '../method.ts';
import type { Params } from '../params.ts';
import { readQuery } from '../read-query.ts';
import { RpcError } from '../rpc-error.ts';
import { isDescending, pageOf } from './paging.ts';

function encodeTx(tx: StoredTx): unknown {
  return {
    hash: hex(tx.hash),
    height: tx.height.toString(),
    index: tx.position,
    tx_result: JSON.parse(tx.result) as unknown,
    tx: base64(tx.bytes),
  };
}

/** A hash alone decides: other conditions beside it are not looked at, as in CometBFT. */
function hashOf(conditions: readonly Condition[]): Uint8Array | undefined {
  const condition = conditions.find(({ tag }) => tag === 'tx.hash');
  if (condition === undefined) return undefined;
  const text = condition.argument?.text ?? '';
  const strange = /[^0-9a-fA-F]/u.exec(text)?.[0];
  const problem = strange !== undefined ? `invalid byte: '${strange}'` : 'odd length hex string';
  if (strange !== undefined || text.length % 2 !== 0) {
    throw new RpcError(
      'internal',
      `error during searching for a hash in the query: encoding/hex: ${problem}`,
    );
  }
  return Buffer.from(text, 'hex');
}

function search(params: Params, { chain }: RpcContext): unknown {
  const { txs } = chain.store;
  const conditions = readQuery(params.text('query') ?? '');
  const hash = hashOf(conditions);
  const descending = isDescending(params, 'asc');
  if (hash !== undefined) {
    const found = txs.byHash(hash);
    const one = found === undefined ? [] : [encodeTx(found)];
    pageOf(params, one.length);
    return { txs: one, total_count: one.length.toString() };
  }
  const total = txs.count(conditions);
  const page = txs.search(conditions, { descending, ...pageOf(params, total) });
  return { txs: page.map(encodeTx), total_count: total.toString() };
}

export const transactionMethods: RpcMethods = {
  tx: {
    params: { hash: 'base64', prove: 'flag' },
    run: (params, { chain }) => {
      const hash = params.base64('hash') ?? new Uint8Array();
      if (hash.length === 0) throw new RpcError('internal', 'transaction hash cannot be empty');
      const found = chain.store.txs.byHash(hash);
      if (found === undefined) throw new RpcError('internal', `tx (${hex(hash)}) not found`);
      return encodeTx(found);
    },
  },
  tx_search: {
    params: { query: 'text', prove: 'flag', page: 'integer', per_page: 'integer', order_by: 'text' },
    run: search,
  },
};
