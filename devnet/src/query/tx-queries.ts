import {
  GetTxRequest,
  GetTxResponse,
  SimulateRequest,
  SimulateResponse,
} from 'cosmjs-types/cosmos/tx/v1beta1/service';
import { Tx } from 'cosmjs-types/cosmos/tx/v1beta1/tx';
import type { TxResponse } from 'cosmjs-types/cosmos/base/abci/v1beta1/abci';
import type { DeepPartial } from 'cosmjs-types/helpers';
import { Block } from 'cosmjs-types/tendermint/types/block';
import type { Chain } from '../chain/chain.ts';
import { fromTimestamp } from '../chain/header.ts';
import { rfc3339 } from '../chain/rfc3339.ts';
import type { StoredTx } from '../store/tx-index.ts';
import type { StoredResult } from '../store/tx-result.ts';
import { SdkError } from '../tx/sdk-error.ts';
import { QueryStatusError } from './query-error.ts';
import type { QueryService } from './query-service.ts';
import { handler } from './query-service.ts';

const HASH = /^[0-9a-fA-F]{64}$/;

/** cosmos.tx.v1beta1.Service: what a client asks about transactions by way of abci_query. */
export function txQueries(chain: Chain): QueryService {
  return {
    '/cosmos.tx.v1beta1.Service/Simulate': handler(SimulateRequest, SimulateResponse, (_ctx, request) => {
      const bytes = request.txBytes;
      if (bytes.length === 0) throw new QueryStatusError('InvalidArgument', 'empty txBytes is not allowed');
      return simulate(chain, bytes);
    }),
    '/cosmos.tx.v1beta1.Service/GetTx': handler(GetTxRequest, GetTxResponse, (_ctx, { hash }) => {
      const stored = HASH.test(hash) ? chain.store.txs.byHash(Buffer.from(hash, 'hex')) : undefined;
      if (stored === undefined) throw new QueryStatusError('NotFound', `tx not found: ${hash}`);
      return { tx: Tx.decode(stored.bytes), txResponse: txResponse(chain, stored) };
    }),
  };
}

function simulate(chain: Chain, bytes: Uint8Array): DeepPartial<SimulateResponse> {
  const result = chain.simulate(bytes);
  if (result.code !== 0) {
    const details = `${result.log} with gas used: '${result.gasUsed}'`;
    throw new SdkError(result.codespace, result.code, `rpc error: code = Unknown desc = ${details}`);
  }
  const events = result.events.map(({ type, attributes }) => ({
    type,
    attributes: attributes.map(({ key, value }) => ({ key, value, index: true })),
  }));
  return {
    gasInfo: { gasWanted: BigInt(result.gasWanted), gasUsed: BigInt(result.gasUsed) },
    result: { events, msgResponses: [...result.responses] },
  };
}

function txResponse(chain: Chain, stored: StoredTx): DeepPartial<TxResponse> {
  const result = JSON.parse(stored.result) as StoredResult;
  const block = chain.store.block(stored.height);
  const time = block && Block.decode(block.block).header.time;
  return {
    height: BigInt(stored.height),
    txhash: Buffer.from(stored.hash).toString('hex').toUpperCase(),
    codespace: result.codespace,
    code: result.code,
    data: Buffer.from(result.data ?? '', 'base64')
      .toString('hex')
      .toUpperCase(),
    rawLog: result.log,
    gasWanted: BigInt(result.gas_wanted),
    gasUsed: BigInt(result.gas_used),
    timestamp: time === undefined ? '' : rfc3339(fromTimestamp(time)),
    tx: { typeUrl: Tx.typeUrl, value: stored.bytes },
    events: result.events.map(({ type, attributes }) => ({ type, attributes: [...attributes] })),
  };
}
