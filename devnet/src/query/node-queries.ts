import { GetNodeInfoRequest, GetNodeInfoResponse } from 'cosmjs-types/cosmos/base/tendermint/v1beta1/query';
import type { Chain } from '../chain/chain.ts';
import type { QueryService } from './query-service.ts';
import { handler } from './query-service.ts';

export const APPLICATION = { name: 'cloudx3-devnet', version: '0.1.0' } as const;

/** cosmos.base.tendermint.v1beta1.Service: what wallets look at before they trust a node. */
export function nodeQueries(chain: Chain): QueryService {
  return {
    '/cosmos.base.tendermint.v1beta1.Service/GetNodeInfo': handler(
      GetNodeInfoRequest,
      GetNodeInfoResponse,
      () => ({
        defaultNodeInfo: { network: chain.options.chainId, moniker: APPLICATION.name },
        applicationVersion: {
          name: APPLICATION.name,
          appName: APPLICATION.name,
          version: APPLICATION.version,
        },
      }),
    ),
  };
}
