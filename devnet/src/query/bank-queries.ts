import {
  QueryAllBalancesRequest,
  QueryAllBalancesResponse,
  QueryBalanceRequest,
  QueryBalanceResponse,
  QueryDenomMetadataRequest,
  QueryDenomMetadataResponse,
  QueryDenomsMetadataRequest,
  QueryDenomsMetadataResponse,
  QueryParamsRequest,
  QueryParamsResponse,
  QuerySendEnabledRequest,
  QuerySendEnabledResponse,
  QuerySpendableBalanceByDenomRequest,
  QuerySpendableBalanceByDenomResponse,
  QuerySpendableBalancesRequest,
  QuerySpendableBalancesResponse,
  QuerySupplyOfRequest,
  QuerySupplyOfResponse,
  QueryTotalSupplyRequest,
  QueryTotalSupplyResponse,
} from 'cosmjs-types/cosmos/bank/v1beta1/query';
import type { PageRequest } from 'cosmjs-types/cosmos/base/query/v1beta1/pagination';
import type { Application } from '../app/application.ts';
import type { Coin } from '../bank/coins.ts';
import { isDenom, toWire } from '../bank/coins.ts';
import type { ExecutionContext } from '../state/context.ts';
import { SdkError } from '../tx/sdk-error.ts';
import type { Page } from './pagination.ts';
import { paginate } from './pagination.ts';
import { QueryStatusError } from './query-error.ts';
import type { QueryService } from './query-service.ts';
import { handler } from './query-service.ts';

function checkDenom(denom: string): void {
  if (!isDenom(denom)) throw new QueryStatusError('InvalidArgument', `invalid denom: ${denom}`);
}

/** Coins stand in the order of their denominations. */
function coinPage(
  coins: readonly Coin[],
  request: PageRequest | undefined,
  refusal: (problem: string) => QueryStatusError,
): Page<Coin> {
  const all = coins.map((coin) => ({ key: Buffer.from(coin.denom), value: coin }));
  try {
    return paginate(all, request);
  } catch (error) {
    throw error instanceof SdkError ? refusal(error.message) : error;
  }
}

/** Parameters, and what this chain's coins do not have: metadata, and an entry that holds them back. */
const FIXED_QUERIES: QueryService = {
  '/cosmos.bank.v1beta1.Query/Params': handler(QueryParamsRequest, QueryParamsResponse, () => ({
    params: { defaultSendEnabled: true },
  })),
  '/cosmos.bank.v1beta1.Query/SendEnabled': handler(
    QuerySendEnabledRequest,
    QuerySendEnabledResponse,
    (_ctx, { denoms }) => ({ sendEnabled: [], ...(denoms.length === 0 ? { pagination: {} } : {}) }),
  ),
  '/cosmos.bank.v1beta1.Query/DenomMetadata': handler(
    QueryDenomMetadataRequest,
    QueryDenomMetadataResponse,
    (_ctx, { denom }) => {
      throw new QueryStatusError('NotFound', `client metadata for denom ${denom}`);
    },
  ),
  '/cosmos.bank.v1beta1.Query/DenomsMetadata': handler(
    QueryDenomsMetadataRequest,
    QueryDenomsMetadataResponse,
    () => ({ metadatas: [], pagination: {} }),
  ),
};

export function bankQueries(app: Application): QueryService {
  return { ...balanceQueries(app), ...supplyQueries(app), ...FIXED_QUERIES };
}

function balanceQueries({ bank, addresses }: Application): QueryService {
  const address = (text: string): Uint8Array => {
    const bytes = addresses.tryDecode(text);
    if (bytes instanceof Uint8Array) return bytes;
    throw new QueryStatusError('InvalidArgument', `invalid address: ${bytes.error}`);
  };
  const balance = (
    ctx: ExecutionContext,
    { address: owner, denom }: QueryBalanceRequest | QuerySpendableBalanceByDenomRequest,
  ) => {
    checkDenom(denom);
    return { balance: { denom, amount: bank.balance(ctx, address(owner), denom).toString() } };
  };
  const balances = (
    ctx: ExecutionContext,
    query: QueryAllBalancesRequest | QuerySpendableBalancesRequest,
  ) => {
    const all = bank.balances(ctx, address(query.address));
    const { items, pagination } = coinPage(all, query.pagination, (problem) => {
      return new QueryStatusError('InvalidArgument', `paginate: ${problem}`);
    });
    return { balances: toWire(items), pagination };
  };
  return {
    '/cosmos.bank.v1beta1.Query/Balance': handler(QueryBalanceRequest, QueryBalanceResponse, balance),
    '/cosmos.bank.v1beta1.Query/SpendableBalanceByDenom': handler(
      QuerySpendableBalanceByDenomRequest,
      QuerySpendableBalanceByDenomResponse,
      balance,
    ),
    '/cosmos.bank.v1beta1.Query/AllBalances': handler(
      QueryAllBalancesRequest,
      QueryAllBalancesResponse,
      balances,
    ),
    '/cosmos.bank.v1beta1.Query/SpendableBalances': handler(
      QuerySpendableBalancesRequest,
      QuerySpendableBalancesResponse,
      balances,
    ),
  };
}

function supplyQueries({ bank }: Application): QueryService {
  return {
    '/cosmos.bank.v1beta1.Query/TotalSupply': handler(
      QueryTotalSupplyRequest,
      QueryTotalSupplyResponse,
      (ctx, query) => {
        const all = bank.totalSupply(ctx);
        const { items, pagination } = coinPage(all, query.pagination, (problem) => {
          return new QueryStatusError('Internal', problem);
        });
        return { supply: toWire(items), pagination };
      },
    ),
    '/cosmos.bank.v1beta1.Query/SupplyOf': handler(
      QuerySupplyOfRequest,
      QuerySupplyOfResponse,
      (ctx, { denom }) => {
        checkDenom(denom);
        return { amount: { denom, amount: bank.supply(ctx, denom).toString() } };
      },
    ),
  };
}
