import { sha256 } from '@noble/hashes/sha2.js';
import type { Chain, CommittedBlock } from '../../chain/chain.ts';
import type { StoredTx } from '../../store/tx-index.ts';
import { toStoredResult } from '../../store/tx-result.ts';
import type { AttributeCondition } from '../../store/tx-index.ts';
import type { TxResult } from '../../tx/tx-result.ts';
import { base64, hex } from '../encode-block.ts';
import type { Condition } from '../event-query.ts';
import { parseEventQuery } from '../event-query.ts';
import type { RpcContext, RpcMethods } from '../method.ts';
import type { Params } from '../params.ts';
import { RpcError } from '../rpc-error.ts';
import { isDescending, pageOf } from './paging.ts';

const MAX_TX_BYTES = 1_048_576;

function encodeTx(tx: StoredTx): unknown {
  return {
    hash: hex(tx.hash),
    height: tx.height.toString(),
    index: tx.position,
    tx_result: JSON.parse(tx.result) as unknown,
    tx: base64(tx.bytes),
  };
}

interface Checked {
  readonly hash: Uint8Array;
  readonly result: TxResult;
}

/** Puts a transaction before the mempool. Throws RpcError where the mempool does not even look at it. */
function submit(params: Params, { chain }: RpcContext): Checked {
  const bytes = params.base64('tx') ?? new Uint8Array();
  if (bytes.length > MAX_TX_BYTES) {
    throw new RpcError('internal', `Tx too large. Max size is ${MAX_TX_BYTES}, but got ${bytes.length}`);
  }
  const hash = sha256(bytes);
  if (chain.mempool.hasSeen(hash)) throw new RpcError('internal', 'tx already exists in cache');
  if (!chain.mempool.hasRoomFor(bytes.length)) {
    throw new RpcError(
      'internal',
      `mempool is full: number of txs ${chain.mempool.size}, total txs bytes ${chain.mempool.bytes}`,
    );
  }
  return { hash, result: chain.checkTx(bytes) };
}

function encodeBroadcast({ hash, result }: Checked): unknown {
  return { code: result.code, data: '', log: result.log, codespace: result.codespace, hash: hex(hash) };
}

async function commit(checked: Checked, { chain, commitTimeoutMs }: RpcContext): Promise<unknown> {
  const checkTx = toStoredResult(checked.result);
  const hash = hex(checked.hash);
  if (checked.result.code !== 0) return { check_tx: checkTx, tx_result: emptyResult(), hash, height: '0' };
  const { height, result } = await included(chain, checked.hash, commitTimeoutMs);
  return { check_tx: checkTx, tx_result: toStoredResult(result), hash, height: height.toString() };
}

function emptyResult(): unknown {
  return {
    code: 0,
    data: null,
    log: '',
    info: '',
    gas_wanted: '0',
    gas_used: '0',
    events: [],
    codespace: '',
  };
}

function included(
  chain: Chain,
  hash: Uint8Array,
  timeoutMs: number,
): Promise<{ height: number; result: TxResult }> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      stop();
      reject(new RpcError('internal', 'timed out waiting for tx to be included in a block'));
    }, timeoutMs);
    const stop = chain.onBlock((block: CommittedBlock) => {
      const found = block.txs.find((tx) => Buffer.from(tx.hash).equals(hash));
      if (found === undefined) return;
      clearTimeout(timer);
      stop();
      resolve({ height: block.height, result: found.result });
    });
  });
}

interface Split {
  readonly hash: string | undefined;
  readonly minHeight: number;
  readonly maxHeight: number;
  readonly conditions: readonly AttributeCondition[];
}

const HEIGHT_BOUNDS: Readonly<Record<string, (height: number) => readonly [least: number, most: number]>> = {
  '=': (height) => [height, height],
  '<': (height) => [0, height - 1],
  '<=': (height) => [0, height],
  '>': (height) => [height + 1, Number.MAX_SAFE_INTEGER],
  '>=': (height) => [height, Number.MAX_SAFE_INTEGER],
};

const ATTRIBUTE_TESTS: Readonly<Record<Condition['operator'], AttributeCondition['test']>> = {
  '=': 'equals',
  CONTAINS: 'contains',
  EXISTS: 'exists',
  '<': 'less',
  '<=': 'atMost',
  '>': 'greater',
  '>=': 'atLeast',
};

/** Splits a query into what the hash, the height and the attribute index answer. */
function split(query: readonly Condition[]): Split {
  let [minHeight, maxHeight] = [0, Number.MAX_SAFE_INTEGER];
  let hash: string | undefined;
  const conditions: AttributeCondition[] = [];
  for (const { key, operator, value } of query) {
    const bounds = key === 'tx.height' ? HEIGHT_BOUNDS[operator]?.(Number(value)) : undefined;
    if (key === 'tx.hash' && operator === '=') hash = value;
    else if (bounds !== undefined)
      [minHeight, maxHeight] = [Math.max(minHeight, bounds[0]), Math.min(maxHeight, bounds[1])];
    else if (key !== 'tm.event') conditions.push({ name: key, value, test: ATTRIBUTE_TESTS[operator] });
  }
  return { hash, minHeight, maxHeight, conditions };
}

function search(params: Params, { chain }: RpcContext): unknown {
  const descending = isDescending(params);
  const { hash, ...rest } = split(parseEventQuery(params.text('query') ?? ''));
  if (hash !== undefined) {
    const found = /^[0-9a-fA-F]{64}$/.test(hash)
      ? chain.store.txs.byHash(Buffer.from(hash, 'hex'))
      : undefined;
    pageOf(params, found === undefined ? 0 : 1);
    return {
      txs: found === undefined ? [] : [encodeTx(found)],
      total_count: found === undefined ? '0' : '1',
    };
  }
  const total = chain.store.txs.count(rest);
  const txs = chain.store.txs.search({ ...rest, descending, ...pageOf(params, total) });
  return { txs: txs.map(encodeTx), total_count: total.toString() };
}

export const transactionMethods: RpcMethods = {
  broadcast_tx_sync: {
    params: { tx: 'base64' },
    run: (params, context) => encodeBroadcast(submit(params, context)),
  },
  broadcast_tx_async: {
    params: { tx: 'base64' },
    run: (params, context) => {
      const { hash } = submit(params, context);
      return { code: 0, data: '', log: '', codespace: '', hash: hex(hash) };
    },
  },
  broadcast_tx_commit: {
    params: { tx: 'base64' },
    run: (params, context) => commit(submit(params, context), context),
  },
  tx: {
    params: { hash: 'base64', prove: 'flag' },
    run: (params, { chain }) => {
      const hash = params.base64('hash') ?? new Uint8Array();
      const found = chain.store.txs.byHash(hash);
      if (found === undefined) throw new RpcError('internal', `tx (${hex(hash)}) not found`);
      return encodeTx(found);
    },
  },
  tx_search: {
    params: { query: 'text', prove: 'flag', page: 'integer', per_page: 'integer', order_by: 'text' },
    run: search,
  },
  unconfirmed_txs: {
    params: { limit: 'integer' },
    run: (params, { chain }) => {
      const wanted = params.integer('limit') ?? 30;
      const txs = chain.mempool.list(Math.min(100, Math.max(1, wanted)));
      return { ...mempoolFigures(chain, txs.length), txs: txs.map((tx) => base64(tx.bytes)) };
    },
  },
  num_unconfirmed_txs: {
    params: {},
    run: (_params, { chain }) => ({ ...mempoolFigures(chain, chain.mempool.size), txs: null }),
  },
};

function mempoolFigures(chain: Chain, count: number): { n_txs: string; total: string; total_bytes: string } {
  const { size, bytes } = chain.mempool;
  return { n_txs: count.toString(), total: size.toString(), total_bytes: bytes.toString() };
}
