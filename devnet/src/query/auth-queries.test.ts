import { BaseAccount, ModuleAccount } from 'cosmjs-types/cosmos/auth/v1beta1/auth';
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
import { accountFromAny } from '@cosmjs/stargate';
import { describe, expect, it } from 'vitest';
import { createTestApp } from '../testing/app.ts';
import { failure } from '../testing/contracts.ts';
import { askerOf } from '../testing/queries.ts';
import { createSigner } from '../testing/signing.ts';
import { authQueries } from './auth-queries.ts';

const SERVICE = '/cosmos.auth.v1beta1.Query';
const test = createTestApp(3);
const ask = askerOf(authQueries(test.app), () => test.context({ mode: 'query' }));
const account = (address: string) =>
  ask(`${SERVICE}/Account`, QueryAccountRequest, QueryAccountResponse, { address }).account;
const info = (address: string) =>
  ask(`${SERVICE}/AccountInfo`, QueryAccountInfoRequest, QueryAccountInfoResponse, { address }).info;
const accounts = (pagination: object = {}) =>
  ask(`${SERVICE}/Accounts`, QueryAccountsRequest, QueryAccountsResponse, { pagination });

describe('an account', () => {
  it('is what cosmjs reads it as', () => {
    const signer = createSigner(1);
    const stored = test.app.accounts.get(test.context(), test.bytes(test.address(1)))!;
    test.app.accounts.set(test.context(), test.bytes(test.address(1)), {
      ...{ ...stored, sequence: 5n, publicKey: signer.publicKey },
    });
    const read = accountFromAny(account(test.address(1))!);
    expect(read).toMatchObject({
      address: test.address(1),
      sequence: 5,
      pubkey: { type: 'tendermint/PubKeySecp256k1' },
    });
    expect(info(test.address(1))).toMatchObject({
      sequence: 5n,
      pubKey: { typeUrl: signer.publicKey.typeUrl },
    });
    expect(info(test.address(0))).toMatchObject({
      address: test.address(0),
      accountNumber: 1n,
      sequence: 0n,
    });
  });

  it('of a module is told apart from people’s', () => {
    const own = accounts().accounts.find(({ typeUrl }) => typeUrl === ModuleAccount.typeUrl);
    expect(ModuleAccount.decode(own!.value)).toMatchObject({ name: 'fee_collector', permissions: [] });
  });

  it('that there is not, or cannot be, is refused', () => {
    for (const find of [account, info]) {
      expect(() => find(test.address(9))).toThrow(/NotFound desc = account wasm1\w+ not found$/);
      expect(() => find('')).toThrow(/InvalidArgument desc = Address cannot be empty$/);
      expect(() => find('nobody')).toThrow(failure('undefined', 1));
    }
  });
});

describe('the accounts', () => {
  it('are listed by their address, page by page', () => {
    const addressOf = ({ typeUrl, value }: { typeUrl: string; value: Uint8Array }) =>
      typeUrl === BaseAccount.typeUrl ? BaseAccount.decode(value).address : 'module';
    const first = accounts({ limit: 2n, countTotal: true });
    expect(first.accounts.map(addressOf)).toEqual([test.address(0), test.address(1)]);
    expect(first.pagination).toMatchObject({ total: 4n, nextKey: test.bytes(test.address(2)) });
    expect(accounts({ key: first.pagination?.nextKey }).accounts.map(addressOf)).toEqual([
      test.address(2),
      'module',
    ]);
    expect(() => accounts({ key: Uint8Array.of(1), offset: 1n })).toThrow(failure('undefined', 1));
  });
});

describe('what holds for all accounts', () => {
  it('are the SDK’s usual bounds and prices, and this chain’s prefix', () => {
    expect(ask(`${SERVICE}/Params`, QueryParamsRequest, QueryParamsResponse).params).toEqual({
      ...{ maxMemoCharacters: 256n, txSigLimit: 7n, txSizeCostPerByte: 10n },
      ...{ sigVerifyCostEd25519: 590n, sigVerifyCostSecp256k1: 1000n },
    });
    const { bech32Prefix } = ask(`${SERVICE}/Bech32Prefix`, Bech32PrefixRequest, Bech32PrefixResponse);
    expect(bech32Prefix).toBe('wasm');
  });
});
