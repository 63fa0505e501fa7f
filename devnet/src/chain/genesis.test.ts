import { toBech32 } from '@cosmjs/encoding';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DevnetError, DevnetErrorCode } from '../errors.ts';
import { GENESIS_DEFAULTS, readGenesis } from './genesis.ts';

const ADDRESS = 'wasm17xpfvakm2amg962yls6f84z3kell8c5l69j4zk';
const account = (index: number): string => toBech32('wasm', new Uint8Array(20).fill(index));
const MOST = 2n ** 256n - 1n;
const coins = (amount: bigint | string, denom = 'ustake') => [{ denom, amount: amount.toString() }];

describe('genesis', () => {
  it('has a default for everything', () => {
    expect(readGenesis({}).config).toEqual(GENESIS_DEFAULTS);
    const { config, minGasPrices } = readGenesis({ denom: 'ucoin' });
    expect(config).toMatchObject({ chainId: 'cloudx3-devnet-1', denom: 'ucoin', minGasPrice: '0.025ucoin' });
    expect(minGasPrices).toEqual([{ denom: 'ucoin', amount: 25n, scale: 3 }]);
  });

  it('takes coins in any order and sorts them, as the state needs them', () => {
    const given = [...coins(2n, 'zcoin'), ...coins(1n, 'acoin')];
    const { accounts } = readGenesis({ accounts: [{ address: ADDRESS, coins: given }] });
    expect(accounts[0]?.coins).toEqual([
      { denom: 'acoin', amount: 1n },
      { denom: 'zcoin', amount: 2n },
    ]);
  });

  it('comes back from its own JSON', () => {
    const first = readGenesis({
      time: '2026-01-02T03:04:05Z',
      accounts: [{ address: ADDRESS, coins: coins(5n) }],
    });
    expect(readGenesis(JSON.parse(JSON.stringify(first.config)))).toEqual(first);
  });

  it('may have a supply of 256 bits, and not a coin more', () => {
    const accounts = [{ address: account(1), coins: coins(MOST - 5n) }];
    const more = (amount: bigint) => () =>
      readGenesis({ accounts: [...accounts, { address: account(2), coins: coins(amount) }] });
    expect(more(5n)).not.toThrow();
    expect(more(6n)).toThrow('genesis: accounts hold more than 2^256 − 1 of ustake');
  });

  it.each([
    ['chainId', { chainId: 'with space' }],
    ['chainId', { chainId: 'x'.repeat(51) }],
    ['denom', { denom: '1' }],
    ['denom', { denom: 7 }],
    ['addressPrefix', { addressPrefix: 'WASM' }],
    ['minGasPrice', { minGasPrice: 'cheap' }],
    ['minGasPrice', { minGasPrice: '0.1ustake,' }],
    ['blockMaxGas', { blockMaxGas: -1 }],
    ['blockMaxGas', { blockMaxGas: 1.5 }],
    ['queryMaxGas', { queryMaxGas: '5' }],
    ['queryMaxGas', { queryMaxGas: 10_000_000_001 }],
    ['time', { time: 'yesterday' }],
    ['time', { time: 5 }],
    ['time', { time: '1969-12-31T23:59:59Z' }],
    ['accounts', { accounts: {} }],
    ['accounts[0].address', { accounts: [{ address: 'wasm1qqq', coins: [] }] }],
    ['accounts[0].address', { accounts: [null] }],
    ['accounts[0].address', { addressPrefix: 'other', accounts: [{ address: ADDRESS, coins: [] }] }],
    ['accounts[0].coins', { accounts: [{ address: ADDRESS }] }],
    ['accounts[0].coins[0]', { accounts: [{ address: ADDRESS, coins: [{ denom: 'ustake', amount: 5 }] }] }],
    ['accounts[0].coins[0]', { accounts: [{ address: ADDRESS, coins: [null] }] }],
    ['accounts[0].coins', { accounts: [{ address: ADDRESS, coins: coins('-5') }] }],
    ['accounts[0].coins', { accounts: [{ address: ADDRESS, coins: coins('0') }] }],
    ['accounts[0].coins', { accounts: [{ address: ADDRESS, coins: [...coins('1'), ...coins('2')] }] }],
    ['accounts[1].address', { accounts: [0, 1].map(() => ({ address: ADDRESS, coins: [] })) }],
    [
      'accounts[1].address',
      { accounts: [ADDRESS, ADDRESS.toUpperCase()].map((address) => ({ address, coins: [] })) },
    ],
    ['surprise', { surprise: 1 }],
    ['toString', { toString: 1 }],
    ['file', []],
    ['file', null],
    ['file', 'text'],
  ])('names %s when it is wrong', (field, raw) => {
    const read = (): unknown => readGenesis(raw);
    expect(read).toThrow(expect.objectContaining({ code: DevnetErrorCode.genesisInvalid }) as Error);
    expect(read).toThrow(`genesis: ${field} `);
  });

  it('of hostile JSON is refused by name, and by nothing else', () => {
    const key = fc.constantFrom(...Object.keys(GENESIS_DEFAULTS), '__proto__', 'constructor');
    fc.assert(
      fc.property(fc.dictionary(key, fc.jsonValue()), (raw) => {
        try {
          readGenesis(JSON.parse(JSON.stringify(raw)));
        } catch (error) {
          expect(error).toBeInstanceOf(DevnetError);
        }
      }),
      { numRuns: 500 },
    );
  });
});
