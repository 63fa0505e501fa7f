import type { RpcMethods } from '../method.ts';
import { abciMethods } from './abci.ts';
import { blockSearchMethods } from './block-search.ts';
import { blockMethods } from './blocks.ts';
import { broadcastMethods } from './broadcast.ts';
import { genesisMethods } from './genesis.ts';
import { mempoolMethods } from './mempool.ts';
import { nodeMethods } from './node.ts';
import { transactionMethods } from './transactions.ts';
import { validatorMethods } from './validators.ts';

/** The methods of CometBFT's RPC that this node answers; those of subscriptions belong to a connection. */
export const rpcMethods: RpcMethods = {
  ...abciMethods,
  ...blockSearchMethods,
  ...blockMethods,
  ...broadcastMethods,
  ...genesisMethods,
  ...mempoolMethods,
  ...nodeMethods,
  ...transactionMethods,
  ...validatorMethods,
};
