import { describe, expect, it } from 'vitest';
import { emptyBlock, openStore, temporaryHome } from '../testing/store.ts';
import type { ChainStore, CommitBatch } from './chain-store.ts';

const tx = (height: number, position: number) => ({
  ...{ height, position, hash: Uint8Array.of(height, position), bytes: new Uint8Array(), result: '{}' },
  attributes: [{ name: 'a.b', value: 'c', event: 1 }],
});
const batch = (height: number, parts: Partial<CommitBatch> = {}): CommitBatch => ({
  changes: [['k', Uint8Array.of(height)]],
  block: emptyBlock(height),
  txs: [tx(height, 0)],
  ...parts,
});
const everything = (store: ChainStore) => ({
  state: store.state.get('k'),
  blocks: store.blocks(0, 100, 100).map(({ height }) => height),
  txs: store.txs.count([]),
});

describe('a commit', () => {
  it('changes block, state and transactions together, and is there after a restart', () => {
    const home = temporaryHome();
    const store = openStore(home);
    store.commit(batch(1));
    store.commit(
      batch(2, {
        changes: [
          ['k', undefined],
          ['l', Uint8Array.of(2)],
        ],
        txs: [],
      }),
    );
    store.close();
    const again = openStore(home);
    expect(everything(again)).toEqual({ state: undefined, blocks: [2, 1], txs: 1 });
    expect(again.state.get('l')).toEqual(Uint8Array.of(2));
    expect(again.latestBlock()).toEqual(emptyBlock(2));
    expect(again.block(1)).toEqual(emptyBlock(1));
    expect(again.txs.byHash(Uint8Array.of(1, 0))?.height).toBe(1);
  });

  it.each<[string, CommitBatch]>([
    ['the block’s height is taken', batch(1, { changes: [['k', Uint8Array.of(9)]], txs: [] })],
    ['a transaction’s place is taken', batch(2, { txs: [tx(2, 0), tx(2, 0)] })],
    ['something is not what it must be', batch(2, { block: { ...emptyBlock(2), hash: null as never } })],
  ])('changes nothing at all where %s', (_what, refused) => {
    const store = openStore();
    store.commit(batch(1));
    const before = everything(store);
    expect(() => store.commit(refused)).toThrow();
    expect(everything(store)).toEqual(before);
    expect(() => store.commit(batch(2))).not.toThrow();
  });
});

describe('genesis', () => {
  it('has state and settings before there is a block, once', () => {
    const store = openStore();
    store.initialize([['k', Uint8Array.of(1)]], { chain: Uint8Array.of(1, 2) });
    expect([store.setting('chain'), store.setting('other'), store.latestBlock()]).toEqual([
      Uint8Array.of(1, 2),
      undefined,
      undefined,
    ]);
    expect(() => store.initialize([['k', Uint8Array.of(2)]], { chain: Uint8Array.of(3) })).toThrow(/UNIQUE/);
    expect(store.state.get('k')).toEqual(Uint8Array.of(1));
  });
});

describe('blocks', () => {
  it('are found by height, by hash and by range, the newest first', () => {
    const store = openStore();
    for (let height = 1; height <= 6; height++) store.commit(batch(height));
    const heights = (from: number, to: number, limit: number) =>
      store.blocks(from, to, limit).map(({ height }) => height);
    expect(store.blockByHash(emptyBlock(4).hash)).toEqual(emptyBlock(4));
    expect([store.block(7), store.block(0), store.blockByHash(new Uint8Array())]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect([heights(2, 4, 10), heights(1, 6, 2), heights(4, 2, 10)]).toEqual([[4, 3, 2], [6, 5], []]);
  });
});
