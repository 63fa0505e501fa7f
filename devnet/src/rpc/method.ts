import type { Chain } from '../chain/chain.ts';
import type { Genesis } from '../chain/genesis.ts';
import type { AbciQuery } from '../query/abci-query.ts';
import type { ParamSpec, Params } from './params.ts';

/** What the methods of the RPC work on. */
export interface RpcContext {
  readonly chain: Chain;
  readonly genesis: Genesis;
  readonly abciQuery: AbciQuery;
  /** Where this node listens, for `status`. */
  readonly listenAddress: () => string;
  /** Milliseconds that broadcast_tx_commit waits for a block. */
  readonly commitTimeoutMs: number;
}

interface RpcMethod {
  readonly params: ParamSpec;
  /** Returns the JSON result. Throws RpcError. */
  run(params: Params, context: RpcContext): unknown;
}

export type RpcMethods = Readonly<Record<string, RpcMethod>>;
