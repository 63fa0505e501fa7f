import type { Chain } from '../../chain/chain.ts';
import { VOTING_POWER } from '../../chain/validator.ts';
import { base64, hex } from '../encode-block.ts';
import type { RpcMethods } from '../method.ts';
import { pageOf } from './paging.ts';
import { heightOf } from './stored-block.ts';

export function encodePublicKey({ validator }: Chain): unknown {
  return { type: 'tendermint/PubKeyEd25519', value: base64(validator.publicKey) };
}

export function consensusParams(chain: Chain): unknown {
  return {
    block: {
      max_bytes: chain.options.blockMaxBytes.toString(),
      max_gas: chain.options.blockMaxGas.toString(),
    },
    evidence: { max_age_num_blocks: '100000', max_age_duration: '172800000000000', max_bytes: '1048576' },
    validator: { pub_key_types: ['ed25519'] },
    version: {},
    abci: { vote_extensions_enable_height: '0' },
  };
}

/** Who makes the next block is known already: these two answer one height beyond the newest block. */
function knownHeight(chain: Chain, height: number | undefined): string {
  return heightOf(height, chain.head.height + 1).toString();
}

export const validatorMethods: RpcMethods = {
  validators: {
    params: { height: 'integer', page: 'integer', per_page: 'integer' },
    run: (params, { chain }) => {
      const height = knownHeight(chain, params.integer('height'));
      pageOf(params, 1);
      const only = {
        address: hex(chain.validator.address),
        pub_key: encodePublicKey(chain),
        voting_power: VOTING_POWER.toString(),
        proposer_priority: '0',
      };
      return { block_height: height, validators: [only], count: '1', total: '1' };
    },
  },
  consensus_params: {
    params: { height: 'integer' },
    run: (params, { chain }) => ({
      block_height: knownHeight(chain, params.integer('height')),
      consensus_params: consensusParams(chain),
    }),
  },
};
