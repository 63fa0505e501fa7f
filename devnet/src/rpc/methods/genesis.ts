import { rfc3339 } from '../../chain/rfc3339.ts';
import { VOTING_POWER } from '../../chain/validator.ts';
import { APPLICATION } from '../../query/node-queries.ts';
import { base64, hex } from '../encode-block.ts';
import type { RpcContext, RpcMethods } from '../method.ts';
import { RpcError } from '../rpc-error.ts';
import { consensusParams, encodePublicKey } from './validators.ts';

const CHUNK_BYTES = 16 * 1024 * 1024;

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
        pub_key: encodePublicKey(chain),
        power: VOTING_POWER.toString(),
        name: APPLICATION.name,
      },
    ],
    app_hash: '',
    app_state: { devnet: genesis.config },
  };
}

export const genesisMethods: RpcMethods = {
  genesis: { params: {}, run: (_params, context) => ({ genesis: genesisDocument(context) }) },
  genesis_chunked: {
    params: { chunk: 'integer' },
    run: (params, context) => {
      const bytes = Buffer.from(JSON.stringify(genesisDocument(context)));
      const total = Math.ceil(bytes.length / CHUNK_BYTES);
      const chunk = params.integer('chunk') ?? 0;
      if (chunk < 0) throw new RpcError('invalidParams', 'parameter chunk must not be negative');
      if (chunk >= total)
        throw new RpcError('internal', `there are ${total - 1} chunks, ${chunk} is invalid`);
      const data = bytes.subarray(chunk * CHUNK_BYTES, (chunk + 1) * CHUNK_BYTES);
      return { chunk: chunk.toString(), total: total.toString(), data: base64(data) };
    },
  },
};
