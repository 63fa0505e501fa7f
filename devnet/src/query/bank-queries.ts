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
  QuerySpendableBalancesRequest,
  QuerySpendableBalancesResponse,
  QuerySupplyOfRequest,
  QuerySupplyOfResponse,
  QueryTotalSupplyRequest,
  QueryTotalSupplyResponse,
} from 'cosmjs-types/cosmos/bank/v1beta1/query';
import type { Application } from '../app/application.ts';
import { isDenom, toWire } from '../bank/coins.ts';
import type { ExecutionContext } from '../state/context.ts';
import { paginate } from './pagination.ts';
import { QueryStatusError } from './query-error.ts';
import type { QueryService } from './query-service.ts';
import { handler } from './query-service.ts';

function checkDenom(denom: string): void {
  if (!isDenom(denom)) throw new QueryStatusError('InvalidArgument', `invalid denom: ${denom}`);
}

export function bankQueries({ bank, addresses }: Application): QueryService {
  const address = (text: string): Uint8Array => {
    const bytes = addresses.tryDecode(text);
    if (bytes instanceof Uint8Array) return bytes;
    throw new QueryStatusError('InvalidArgument', `invalid address: ${bytes.error}`);
  };
  const balances = (
    ctx: ExecutionContext,
    query: QueryAllBalancesRequest | QuerySpendableBalancesRequest,
  ) => {
    const { items, pagination } = paginate(bank.balances(ctx, address(query.address)), query.pagination);
    return { balances: toWire(items), pagination };
  };
  return {
    '/cosmos.bank.v1beta1.Query/Balance': handler(QueryBalanceRequest, QueryBalanceResponse, (ctx, query) => {
      checkDenom(query.denom);
      const amount = bank.balance(ctx, address(query.address), query.denom);
      return { balance: { denom: query.denom, amount: amount.toString() } };
    }),
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
    '/cosmos.bank.v1beta1.Query/TotalSupply': handler(
      QueryTotalSupplyRequest,
      QueryTotalSupplyResponse,
      (ctx, query) => {
        const { items, pagination } = paginate(bank.totalSupply(ctx), query.pagination);
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
    '/cosmos.bank.v1beta1.Query/Params': handler(QueryParamsRequest, QueryParamsResponse, () => ({
      params: { defaultSendEnabled: true },
    })),
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
      () => ({
        metadatas: [],
      }),
    ),
  };
}
