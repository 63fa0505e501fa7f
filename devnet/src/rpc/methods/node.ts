import { Block } from 'cosmjs-types/tendermint/types/block';
import { VOTING_POWER } from '../../chain/validator.ts';
import { APPLICATION } from '../../query/node-queries.ts';
import { encodeHeader, hex } from '../encode-block.ts';
import type { RpcContext, RpcMethods } from '../method.ts';
import { blockAt } from './stored-block.ts';
import { encodePublicKey } from './validators.ts';

/** What clients take the node for: they choose how to decode answers by this version. */
const COMETBFT_VERSION = '0.38.19';

function syncOf(context: RpcContext, height: number): { hash: string; appHash: string; time: string } {
  const stored = blockAt(context.chain, height);
  const header = encodeHeader(Block.decode(stored.block).header) as { app_hash: string; time: string };
  return { hash: hex(stored.hash), appHash: header.app_hash, time: header.time };
}

function status(context: RpcContext): unknown {
  const { chain } = context;
  const latest = syncOf(context, chain.head.height);
  const earliest = syncOf(context, 1);
  return {
    node_info: {
      protocol_version: { p2p: '8', block: '11', app: '0' },
      id: hex(chain.validator.address).toLowerCase(),
      listen_addr: 'tcp://127.0.0.1:0',
      network: chain.options.chainId,
      version: COMETBFT_VERSION,
      channels: '40202122233038606100',
      moniker: APPLICATION.name,
      other: { tx_index: 'on', rpc_address: context.listenAddress() },
    },
    sync_info: {
      latest_block_hash: latest.hash,
      latest_app_hash: latest.appHash,
      latest_block_height: chain.head.height.toString(),
      latest_block_time: latest.time,
      earliest_block_hash: earliest.hash,
      earliest_app_hash: earliest.appHash,
      earliest_block_height: '1',
      earliest_block_time: earliest.time,
      catching_up: false,
    },
    validator_info: {
      address: hex(chain.validator.address),
      pub_key: encodePublicKey(chain),
      voting_power: VOTING_POWER.toString(),
    },
  };
}

export const nodeMethods: RpcMethods = {
  health: { params: {}, run: () => ({}) },
  status: { params: {}, run: (_params, context) => status(context) },
  net_info: {
    params: {},
    run: () => ({ listening: false, listeners: [], n_peers: '0', peers: [] }),
  },
};
