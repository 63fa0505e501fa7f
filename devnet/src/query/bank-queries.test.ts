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
import { describe, expect, it } from 'vitest';
import { createTestApp } from '../testing/app.ts';
import { askerOf } from '../testing/queries.ts';
import { bankQueries } from './bank-queries.ts';

const SERVICE = '/cosmos.bank.v1beta1.Query';
const test = createTestApp(2);
const ask = askerOf(bankQueries(test.app), () => test.context({ mode: 'query' }));
const rich = test.bytes(test.address(5));
for (const denom of ['zcoin', 'acoin', 'mcoin']) {
  test.app.bank.mint(test.context(), rich, [{ denom, amount: 7n }]);
}

const balance = (fields: object) =>
  ask(`${SERVICE}/Balance`, QueryBalanceRequest, QueryBalanceResponse, fields);
const all = (pagination?: object, address = test.address(5)) =>
  ask(`${SERVICE}/AllBalances`, QueryAllBalancesRequest, QueryAllBalancesResponse, {
    address,
    ...(pagination === undefined ? {} : { pagination }),
  });
const supply = (pagination?: object) =>
  ask(`${SERVICE}/TotalSupply`, QueryTotalSupplyRequest, QueryTotalSupplyResponse, {
    ...(pagination === undefined ? {} : { pagination }),
  });
const denoms = (coins: readonly { denom: string }[]) => coins.map(({ denom }) => denom);
const both = { key: Buffer.from('acoin'), offset: 1n };

describe('balances', () => {
  it('are told by denomination, nothing being a balance too', () => {
    const of = (address: string, denom: string) => balance({ address, denom }).balance?.amount;
    expect([
      of(test.address(0), 'ustake'),
      of(test.address(0), 'acoin'),
      of(test.address(9), 'ustake'),
    ]).toEqual(['1000000', '0', '0']);
  });

  it('are listed in the order of their denominations, page by page', () => {
    expect(denoms(all().balances)).toEqual(['acoin', 'mcoin', 'zcoin']);
    const first = all({ limit: 2n, countTotal: true });
    expect([denoms(first.balances), first.pagination?.total]).toEqual([['acoin', 'mcoin'], 3n]);
    expect(first.pagination?.nextKey).toEqual(new Uint8Array(Buffer.from('zcoin')));
    expect(denoms(all({ key: first.pagination?.nextKey }).balances)).toEqual(['zcoin']);
    expect(denoms(all({ limit: 2n, reverse: true }).balances)).toEqual(['zcoin', 'mcoin']);
    expect(all(undefined, test.address(9)).balances).toEqual([]);
  });

  it('can be spent, each by itself', () => {
    const spendable = (denom: string) =>
      ask(
        `${SERVICE}/SpendableBalanceByDenom`,
        QuerySpendableBalanceByDenomRequest,
        QuerySpendableBalanceByDenomResponse,
        { address: test.address(5), denom },
      );
    expect(spendable('acoin').balance).toEqual({ denom: 'acoin', amount: '7' });
    expect(spendable('ncoin').balance?.amount).toBe('0');
    expect(() => spendable('?')).toThrow(/invalid denom/);
  });

  it('of no denomination are held back', () => {
    const enabled = (denoms: string[]) =>
      ask(`${SERVICE}/SendEnabled`, QuerySendEnabledRequest, QuerySendEnabledResponse, { denoms });
    expect([enabled([]).sendEnabled, enabled(['acoin']).sendEnabled]).toEqual([[], []]);
    expect([enabled([]).pagination, enabled(['acoin']).pagination]).toEqual([
      { nextKey: new Uint8Array(), total: 0n },
      undefined,
    ]);
  });

  it('can all be spent', () => {
    const request = { address: test.address(5), pagination: { limit: 2n } };
    const { balances } = ask(
      `${SERVICE}/SpendableBalances`,
      QuerySpendableBalancesRequest,
      QuerySpendableBalancesResponse,
      request,
    );
    expect(balances).toEqual(all({ limit: 2n }).balances);
  });

  it('are refused for what is no address, denomination or page', () => {
    expect(() => balance({ address: 'nobody', denom: 'ustake' })).toThrow(
      /InvalidArgument desc = invalid address: /,
    );
    expect(() => balance({ address: test.address(0), denom: 'a' })).toThrow(
      /InvalidArgument desc = invalid denom: a$/,
    );
    expect(() => all(undefined, '')).toThrow(/InvalidArgument desc = invalid address: /);
    expect(() => all(both)).toThrow(/InvalidArgument desc = paginate: invalid request, either offset or key/);
  });
});

describe('the supply', () => {
  it('is what all accounts have together', () => {
    expect(supply().supply).toEqual([
      { denom: 'acoin', amount: '7' },
      { denom: 'mcoin', amount: '7' },
      { denom: 'ustake', amount: '2000000' },
      { denom: 'zcoin', amount: '7' },
    ]);
    expect(denoms(supply({ offset: 1n, limit: 2n }).supply)).toEqual(['mcoin', 'ustake']);
    const of = (denom: string) =>
      ask(`${SERVICE}/SupplyOf`, QuerySupplyOfRequest, QuerySupplyOfResponse, { denom });
    expect([of('ustake').amount.amount, of('unknown').amount.amount]).toEqual(['2000000', '0']);
    expect(() => of('!')).toThrow(/invalid denom: !/);
    expect(() => supply(both)).toThrow(/Internal desc = invalid request, either offset or key/);
  });
});

describe('what this chain has none of', () => {
  it('is answered as by a chain that has none of it', () => {
    expect(ask(`${SERVICE}/Params`, QueryParamsRequest, QueryParamsResponse).params).toMatchObject({
      defaultSendEnabled: true,
    });
    const metadata = () =>
      ask(`${SERVICE}/DenomMetadata`, QueryDenomMetadataRequest, QueryDenomMetadataResponse, {
        denom: 'ustake',
      });
    expect(metadata).toThrow(/NotFound desc = client metadata for denom ustake/);
    const list = ask(`${SERVICE}/DenomsMetadata`, QueryDenomsMetadataRequest, QueryDenomsMetadataResponse);
    expect(list.metadatas).toEqual([]);
  });
});
