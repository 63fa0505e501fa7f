import { APPLICATION } from '../../query/node-queries.ts';
import { base64 } from '../encode-block.ts';
import type { RpcMethods } from '../method.ts';

export const abciMethods: RpcMethods = {
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
