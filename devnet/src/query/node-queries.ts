import { ConfigRequest, ConfigResponse } from 'cosmjs-types/cosmos/base/node/v1beta1/query';
import { GetNodeInfoRequest, GetNodeInfoResponse } from 'cosmjs-types/cosmos/base/tendermint/v1beta1/query';
import type { Chain } from '../chain/chain.ts';
import type { GasPrice } from '../tx/gas-price.ts';
import type { QueryService } from './query-service.ts';
import { handler } from './query-service.ts';

export const APPLICATION = { name: 'cloudx3-devnet', version: '0.1.0' } as const;

/** Decimals of a price, as the SDK writes it. */
const PRICE_DECIMALS = 18;

/** cosmos.base.tendermint.v1beta1.Service and cosmos.base.node.v1beta1.Service: what wallets look at before they trust a node, and pay it. */
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
    '/cosmos.base.node.v1beta1.Service/Config': handler(ConfigRequest, ConfigResponse, () => ({
      minimumGasPrice: inWords(chain.app.minGasPrices),
      pruningKeepRecent: '0',
      pruningInterval: '0',
    })),
  };
}

/** As the SDK writes it: by denomination, with all decimals. */
function inWords(prices: readonly GasPrice[]): string {
  return prices
    .toSorted((a, b) => (a.denom < b.denom ? -1 : 1))
    .map(({ amount, scale, denom }) => {
      const digits = amount.toString().padStart(scale + 1, '0');
      const whole = digits.slice(0, digits.length - scale);
      return `${whole}.${digits.slice(digits.length - scale).padEnd(PRICE_DECIMALS, '0')}${denom}`;
    })
    .join(',');
}
