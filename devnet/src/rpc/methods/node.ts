import { Block } from 'cosmjs-types/tendermint/types/block';
import { rfc3339 } from '../../chain/rfc3339.ts';
import { VOTING_POWER } from '../../chain/validator.ts';
import { APPLICATION } from '../../query/node-queries.ts';
import { base64, encodeHeader, hex } from '../encode-block.ts';
import type { RpcContext, RpcMethods } from '../method.ts';
import { RpcError } from '../rpc-error.ts';
import { blockAt, consensusParams } from './blocks.ts';

/** What clients take the node for: they choose how to decode answers by this version. */
const COMETBFT_VERSION = '0.38.19';
const GENESIS_CHUNK_BYTES = 16 * 1024 * 1024;

function publicKey({ chain }: RpcContext): unknown {
  return { type: 'tendermint/PubKeyEd25519', value: base64(chain.validator.publicKey) };
}

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
      pub_key: publicKey(context),
      voting_power: VOTING_POWER.toString(),
    },
  };
}

function genesisDocument(context: RpcContext): Record<string, unknown> {
  const { chain, genesis } = context;
  return {
    genesis_time: rfc3339(chain.options.genesisTime),
    chain_id: chain.options.chainId,
    initial_height: '1',
    consensus_params: consensusParams(chain),
    validators: [
      {
        address: hex(chain.validator.address),
        pub_key: publicKey(context),
        power: VOTING_POWER.toString(),
        name: APPLICATION.name,
      },
    ],
    app_hash: '',
    app_state: { devnet: genesis.config },
  };
}

export const nodeMethods: RpcMethods = {
  health: { params: {}, run: () => ({}) },
  status: { params: {}, run: (_params, context) => status(context) },
  net_info: {
    params: {},
    run: () => ({ listening: false, listeners: [], n_peers: '0', peers: [] }),
  },
  genesis: { params: {}, run: (_params, context) => ({ genesis: genesisDocument(context) }) },
  genesis_chunked: {
    params: { chunk: 'integer' },
    run: (params, context) => {
      const bytes = Buffer.from(JSON.stringify(genesisDocument(context)));
      const total = Math.ceil(bytes.length / GENESIS_CHUNK_BYTES);
      const chunk = params.integer('chunk') ?? 0;
      if (chunk < 0 || chunk >= total) {
        throw new RpcError('internal', `there are ${total} chunks, but chunk ${chunk} was asked for`);
      }
      const data = bytes.subarray(chunk * GENESIS_CHUNK_BYTES, (chunk + 1) * GENESIS_CHUNK_BYTES);
      return { chunk: chunk.toString(), total: total.toString(), data: base64(data) };
    },
  },
  validators: {
    params: { height: 'integer', page: 'integer', per_page: 'integer' },
    run: (params, context) => ({
      block_height: blockAt(context.chain, params.integer('height')).height.toString(),
      validators: [
        {
          address: hex(context.chain.validator.address),
          pub_key: publicKey(context),
          voting_power: VOTING_POWER.toString(),
          proposer_priority: '0',
        },
      ],
      count: '1',
      total: '1',
    }),
  },
  consensus_params: {
    params: { height: 'integer' },
    run: (params, { chain }) => ({
      block_height: blockAt(chain, params.integer('height')).height.toString(),
      consensus_params: consensusParams(chain),
    }),
  },
  abci_info: {
    params: {},
    run: (_params, { chain }) => ({
      response: {
        data: APPLICATION.name,
        version: APPLICATION.version,
        app_version: '0',
        last_block_height: chain.head.height.toString(),
        last_block_app_hash: base64(chain.head.appHash),
      },
    }),
  },
  abci_query: {
    params: { path: 'text', data: 'hex', height: 'integer', prove: 'flag' },
    run: (params, { abciQuery }) => {
      const answer = abciQuery({
        path: params.text('path') ?? '',
        data: params.hex('data') ?? new Uint8Array(),
        height: params.integer('height') ?? 0,
      });
      return {
        response: {
          code: answer.code,
          log: answer.log,
          info: '',
          index: '0',
          key: null,
          value: answer.value.length === 0 ? null : base64(answer.value),
          proofOps: null,
          height: answer.height.toString(),
          codespace: answer.codespace,
        },
      };
    },
  },
};
