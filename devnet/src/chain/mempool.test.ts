import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Mempool } from './mempool.ts';

const tx = (id: number, gasWanted: number, size = 10) => ({
  hash: Uint8Array.of(id),
  bytes: new Uint8Array(size),
  gasWanted,
});
const ids = (txs: readonly { hash: Uint8Array }[]) => txs.map(({ hash }) => hash[0]);

function filled(): Mempool {
  const mempool = new Mempool({ maxTxs: 3, maxBytes: 1000, cacheSize: 3 });
  mempool.add(tx(1, 50));
  mempool.add(tx(2, 60));
  mempool.add(tx(3, 10));
  return mempool;
}

describe('the mempool', () => {
  it('fills a block in order, and lets none overtake one that does not fit', () => {
    expect(ids(filled().reap(100, 1000))).toEqual([1]);
    expect(ids(filled().reap(110, 1000))).toEqual([1, 2]);
    expect(ids(filled().reap(1000, 29))).toEqual([1, 2]);
    expect(ids(filled().reap(49, 1000))).toEqual([]);
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
    expect(mempool.hasRoomFor(981)).toBe(false);
    expect(mempool.hasRoomFor(980)).toBe(true);
  });

  it('forgets the oldest once it has seen more than it remembers', () => {
    const mempool = filled();
    for (const id of [1, 2, 3]) mempool.settle(Uint8Array.of(id), true);
    mempool.add(tx(4, 1));
    expect([1, 2, 3, 4].map((id) => mempool.hasSeen(Uint8Array.of(id)))).toEqual([false, true, true, true]);
  });

  it('does not mind being told of transactions that it never had', () => {
    const mempool = filled();
    mempool.drop(Uint8Array.of(9));
    mempool.settle(Uint8Array.of(9), false);
    expect([mempool.size, mempool.bytes, ids(mempool.list(2))]).toEqual([3, 30, [1, 2]]);
  });

  it('counts what it holds, whatever comes and goes', () => {
    const id = fc.nat(8);
    const step = fc.oneof(
      fc.record({ do: fc.constant('add' as const), id, size: fc.nat(30) }),
      fc.record({ do: fc.constantFrom('succeed', 'fail', 'drop'), id, size: fc.constant(0) }),
    );
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        const mempool = new Mempool({ maxTxs: 100, maxBytes: 10_000, cacheSize: 100 });
        const model = new Map<number, number>();
        for (const { do: what, id: each, size } of steps) {
          const hash = Uint8Array.of(each);
          if (what === 'add') {
            if (mempool.hasSeen(hash)) continue;
            mempool.add(tx(each, 1, size));
            model.set(each, size);
          } else {
            if (what === 'drop') mempool.drop(hash);
            else mempool.settle(hash, what === 'succeed');
            model.delete(each);
          }
        }
        expect(ids(mempool.list(100))).toEqual([...model.keys()]);
        expect(mempool.bytes).toBe([...model.values()].reduce((sum, size) => sum + size, 0));
        for (const each of model.keys()) expect(mempool.hasSeen(Uint8Array.of(each))).toBe(true);
      }),
    );
  });
});
