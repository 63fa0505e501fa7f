import { describe, expect, it } from 'vitest';
import { ownChain } from '../chain-place.ts';
import { fundAccounts } from './fund-accounts.ts';
import type { Payer } from './fund-accounts.ts';
import { needsOf } from './needs.ts';

const CHAIN = ownChain(20_000);
/** Of the transaction that pays, at 0.025 a unit. */
const FEE = 50_000n;

/** A chain on which `payer` has so much and others have what is said; the transfers that it was asked for. */
function payerWith(has: bigint, others: Readonly<Record<string, bigint>> = {}) {
  const sent: { to: string; amount: string }[][] = [];
  const payer = {
    address: 'payer',
    balance: (address: string) => Promise.resolve(address === 'payer' ? has : (others[address] ?? 0n)),
    sendTokensToMany: (transfers: Parameters<Payer['sendTokensToMany']>[0]) => {
      sent.push(transfers.map(({ to, coins }) => ({ to, amount: `${coins[0]?.amount}${coins[0]?.denom}` })));
      return Promise.resolve(expect.anything());
    },
  };
  return { payer, sent };
}

describe('the account that pays', () => {
  const needs = ['a', 'b', 'c'].map((address) => ({ address, amount: 100n }));

  it('gives each what it lacks, all at once', async () => {
    const { payer, sent } = payerWith(150n + FEE, { b: 50n, c: 100n });
    expect(await fundAccounts(payer, CHAIN, needs)).toBe(150n);
    expect(sent).toEqual([
      [
        { to: 'a', amount: '100ucx3' },
        { to: 'b', amount: '50ucx3' },
      ],
    ]);
  });

  it('needs nothing where nobody lacks anything', async () => {
    const { payer, sent } = payerWith(0n, { a: 100n, b: 100n, c: 7_000n });
    expect(await fundAccounts(payer, CHAIN, needs)).toBe(0n);
    expect(sent).toEqual([]);
  });

  it('that has too little is told, with what is needed, and nothing is sent', async () => {
    const { payer, sent } = payerWith(299n + FEE);
    await expect(fundAccounts(payer, CHAIN, needs)).rejects.toMatchObject({
      code: 'start.funds',
      message: 'payer has 50299ucx3, and the accounts of this network need 50300ucx3',
      remedy: expect.stringContaining('Send at least 1ucx3 to payer') as string,
    });
    expect(sent).toEqual([]);
  });
});

describe('what a network needs', () => {
  const account = (address: string) => ({ address }) as never;
  const keys = {
    accounts: { deployer: account('d'), owner: account('o'), notaries: [account('n')] },
    identities: [account('1'), account('2')],
  };
  const needs = (funded: boolean, gasPrice = CHAIN.gasPrice) =>
    new Map(
      needsOf({ chain: { ...CHAIN, gasPrice } }, { chain: 'rpc' }, keys, { funded }).map(
        ({ address, amount }) => [address, amount],
      ),
    );

  it('is gas and what is put down, and gas alone once that was given', () => {
    const [first, later] = [needs(false), needs(true)];
    expect([...first.keys()]).toEqual(['d', 'o', '1', '2', 'n']);
    const given = [...first].map(([address, amount]) => amount - (later.get(address) ?? 0n));
    expect(given).toEqual([10_000_000n, 0n, 1_000_000n, 1_000_000n, 1_000_000n]);
  });

  it('grows by what gas costs there', () => {
    expect(needs(true, '0.25ucx3').get('n')).toBe(10n * (needs(true).get('n') ?? 0n));
  });
});
