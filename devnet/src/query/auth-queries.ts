import {
  Bech32PrefixRequest,
  Bech32PrefixResponse,
  QueryAccountInfoRequest,
  QueryAccountInfoResponse,
  QueryAccountRequest,
  QueryAccountResponse,
  QueryAccountsRequest,
  QueryAccountsResponse,
  QueryParamsRequest,
  QueryParamsResponse,
} from 'cosmjs-types/cosmos/auth/v1beta1/query';
import { BaseAccount } from 'cosmjs-types/cosmos/auth/v1beta1/auth';
import type { Account } from '../auth/account.ts';
import { toAny } from '../auth/account.ts';
import type { Application } from '../app/application.ts';
import type { ExecutionContext } from '../state/context.ts';
import { paginate } from './pagination.ts';
import { QueryStatusError } from './query-error.ts';
import type { QueryService } from './query-service.ts';
import { handler } from './query-service.ts';

export function authQueries({ accounts, addresses }: Application): QueryService {
  const find = (ctx: ExecutionContext, text: string): Account => {
    if (text === '') throw new QueryStatusError('InvalidArgument', 'Address cannot be empty');
    const account = accounts.get(ctx, addresses.decode(text));
    if (account === undefined) throw new QueryStatusError('NotFound', `account ${text} not found`);
    return account;
  };
  return {
    '/cosmos.auth.v1beta1.Query/Account': handler(
      QueryAccountRequest,
      QueryAccountResponse,
      (ctx, { address }) => ({
        account: toAny(find(ctx, address)),
      }),
    ),
    '/cosmos.auth.v1beta1.Query/AccountInfo': handler(
      QueryAccountInfoRequest,
      QueryAccountInfoResponse,
      (ctx, { address }) => {
        const { publicKey, accountNumber, sequence } = find(ctx, address);
        const key = publicKey === undefined ? {} : { pubKey: publicKey };
        return { info: BaseAccount.fromPartial({ address, accountNumber, sequence, ...key }) };
      },
    ),
    '/cosmos.auth.v1beta1.Query/Accounts': handler(
      QueryAccountsRequest,
      QueryAccountsResponse,
      (ctx, request) => {
        const all = accounts.list(ctx).map((account) => ({
          key: addresses.decode(account.address),
          value: toAny(account),
        }));
        const { items, pagination } = paginate(all, request.pagination);
        return { accounts: [...items], pagination };
      },
    ),
    '/cosmos.auth.v1beta1.Query/Params': handler(QueryParamsRequest, QueryParamsResponse, () => ({
      params: {
        maxMemoCharacters: 256n,
        txSigLimit: 7n,
        txSizeCostPerByte: 10n,
        sigVerifyCostEd25519: 590n,
        sigVerifyCostSecp256k1: 1000n,
      },
    })),
    '/cosmos.auth.v1beta1.Query/Bech32Prefix': handler(Bech32PrefixRequest, Bech32PrefixResponse, () => ({
      bech32Prefix: addresses.prefix,
    })),
  };
}
