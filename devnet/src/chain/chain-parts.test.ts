import { describe, expect, it } from 'vitest';
import { DevnetError, DevnetErrorCode } from '../errors.ts';
import { parseGasPrices, requiredFee } from '../tx/gas-price.ts';
import { nextAppHash } from './app-hash.ts';
import { readGenesis } from './genesis.ts';
import { Mempool } from './mempool.ts';

const ADDRESS = 'wasm17xpfvakm2amg962yls6f84z3kell8c5l69j4zk';

describe('genesis', () => {
  it('has a default for everything', () => {
    const { config, minGasPrices } = readGenesis({ denom: 'ucoin' });
    expect(config).toMatchObject({ chainId: 'cloudx3-devnet-1', denom: 'ucoin', minGasPrice: '0.025ucoin' });
    expect(minGasPrices).toEqual([{ denom: 'ucoin', amount: 25n, scale: 3 }]);
  });

  it.each([
    ['chainId', { chainId: 'with space' }],
    ['denom', { denom: '1' }],
    ['minGasPrice', { minGasPrice: 'cheap' }],
    ['blockMaxGas', { blockMaxGas: -1 }],
    ['time', { time: 'yesterday' }],
    ['accounts', { accounts: {} }],
    ['accounts[0].address', { accounts: [{ address: 'wasm1qqq', coins: [] }] }],
    ['accounts[0].coins[0]', { accounts: [{ address: ADDRESS, coins: [{ denom: 'ustake', amount: 5 }] }] }],
    ['accounts[0].coins', { accounts: [{ address: ADDRESS, coins: [{ denom: 'ustake', amount: '-5' }] }] }],
    ['accounts[1].address', { accounts: [0, 1].map(() => ({ address: ADDRESS, coins: [] })) }],
    ['surprise', { surprise: 1 }],
    ['file', []],
  ])('names %s when it is wrong', (field, raw) => {
    const read = (): unknown => readGenesis(raw);
    expect(read).toThrow(DevnetError);
    expect(read).toThrow(expect.objectContaining({ code: DevnetErrorCode.genesisInvalid }) as Error);
    expect(read).toThrow(`genesis: ${field} `);
  });
});

describe('gas prices', () => {
  it('are exact, and fees are rounded up', () => {
    const [price] = parseGasPrices('0.025ustake') ?? [];
    expect(requiredFee(price!, 200_000).amount).toBe(5000n);
    expect(requiredFee(price!, 200_001).amount).toBe(5001n);
    expect(parseGasPrices('')).toEqual([]);
    expect(parseGasPrices('0.1')).toBeUndefined();
  });
});

describe('the mempool', () => {
  const tx = (id: number, gasWanted: number) => ({
    hash: Uint8Array.of(id),
    bytes: new Uint8Array(10),
    gasWanted,
  });
  const filled = (): Mempool => {
    const mempool = new Mempool({ maxTxs: 3, maxBytes: 1000, cacheSize: 3 });
    for (const [id, gas] of [
      [1, 50],
      [2, 60],
      [3, 10],
    ] as const)
      mempool.add(tx(id, gas));
    return mempool;
  };
  const ids = (txs: readonly { hash: Uint8Array }[]) => txs.map(({ hash }) => hash[0]);

  it('fills a block in order, and lets none overtake one that does not fit', () => {
    expect(ids(filled().reap(100, 1000))).toEqual([1]);
    expect(ids(filled().reap(110, 1000))).toEqual([1, 2]);
    expect(ids(filled().reap(1000, 29))).toEqual([1, 2]);
  });

  it('remembers what succeeded and forgets what failed', () => {
    const mempool = filled();
    mempool.settle(Uint8Array.of(1), true);
    mempool.settle(Uint8Array.of(2), false);
    expect([1, 2, 3].map((id) => mempool.hasSeen(Uint8Array.of(id)))).toEqual([true, false, true]);
    expect([mempool.size, mempool.bytes]).toEqual([1, 10]);
  });

  it('has an end', () => {
    const mempool = filled();
    expect(mempool.hasRoomFor(10)).toBe(false);
    mempool.drop(Uint8Array.of(3));
    expect(mempool.hasRoomFor(10)).toBe(true);
    expect(mempool.hasRoomFor(2000)).toBe(false);
  });
});

describe('the app hash', () => {
  it('depends on every key, value, deletion and their order of blocks', () => {
    const start = new Uint8Array(32);
    const hash = (...changes: [string, Uint8Array | undefined][]) =>
      Buffer.from(nextAppHash(start, changes)).toString('hex');
    const hashes = [
      hash(['a', Uint8Array.of(1)]),
      hash(['a', Uint8Array.of(2)]),
      hash(['a', Uint8Array.of()]),
      hash(['a', undefined]),
      hash(['b', Uint8Array.of(1)]),
      hash(['a', Uint8Array.of(1)], ['b', Uint8Array.of(1)]),
    ];
    expect(new Set(hashes).size).toBe(hashes.length);
    expect(nextAppHash(start, [])).toBe(start);
  });
});
