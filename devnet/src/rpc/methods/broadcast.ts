import { sha256 } from '@noble/hashes/sha2.js';
import type { Chain, CommittedBlock } from '../../chain/chain.ts';
import { toStoredResult } from '../../store/tx-result.ts';
import type { TxResult } from '../../tx/tx-result.ts';
import { hex } from '../encode-block.ts';
import type { RpcContext, RpcMethods } from '../method.ts';
import type { Params } from '../params.ts';
import { RpcError } from '../rpc-error.ts';

const MAX_TX_BYTES = 1_048_576;

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

async function commit(params: Params, context: RpcContext): Promise<unknown> {
  const { chain, commitTimeoutMs } = context;
  const checked = submitForCommit(params, context);
  const checkTx = toStoredResult(checked.result);
  const hash = hex(checked.hash);
  if (checked.result.code !== 0) return { check_tx: checkTx, tx_result: emptyResult(), hash, height: '0' };
  const { height, result } = await included(chain, checked.hash, commitTimeoutMs);
  return { check_tx: checkTx, tx_result: toStoredResult(result), hash, height: height.toString() };
}

function submitForCommit(params: Params, context: RpcContext): Checked {
  try {
    return submit(params, context);
  } catch (error) {
    if (!(error instanceof RpcError) || error.data === undefined) throw error;
    throw new RpcError('internal', `error on broadcastTxCommit: ${error.data}`);
  }
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

export const broadcastMethods: RpcMethods = {
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
    run: (params, context) => commit(params, context),
  },
};
