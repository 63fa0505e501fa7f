import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CacheLayer } from './cache-layer.ts';
import { GasMeter, OutOfGasError } from './gas-meter.ts';
import { GasStore } from './gas-store.ts';
import type { Entry, Key } from './kv.ts';
import { fromKey, prefixEnd, toKey } from './kv.ts';

const empty = { get: () => undefined, iterate: () => [][Symbol.iterator]() };

const key = fc.string({ unit: fc.constantFrom('a', 'b', '\x00', '\xff'), minLength: 1, maxLength: 3 });
const value = fc.uint8Array({ maxLength: 2 });
const change = fc.tuple(key, fc.option(value, { nil: undefined }));
const layers = fc.array(fc.array(change, { maxLength: 12 }), { minLength: 1, maxLength: 4 });

function apply(target: CacheLayer, changes: readonly (readonly [Key, Uint8Array | undefined])[]): void {
  for (const [name, data] of changes) {
    if (data === undefined) target.delete(name);
    else target.set(name, data);
  }
}

const collect = (iterator: Iterator<Entry>): Entry[] => [...{ [Symbol.iterator]: () => iterator }];

describe('layers', () => {
  it('read and iterate like one sorted map, however the writes are spread over them', () => {
    fc.assert(
      fc.property(
        layers,
        key,
        fc.option(key, { nil: undefined }),
        fc.boolean(),
        (spread, start, end, reverse) => {
          const model = new Map<Key, Uint8Array>();
          let top = new CacheLayer(empty);
          for (const changes of spread) {
            top = new CacheLayer(top);
            apply(top, changes);
            for (const [name, data] of changes) {
              if (data === undefined) model.delete(name);
              else model.set(name, data);
            }
          }
          const within = [...model]
            .filter(([name]) => name >= start && (end === undefined || name < end))
            .sort(([a], [b]) => (a < b ? -1 : 1));
          expect(collect(top.iterate(start, end, reverse))).toEqual(reverse ? within.reverse() : within);
          for (const name of model.keys()) expect(top.get(name)).toEqual(model.get(name));
          expect(top.get(start)).toEqual(model.get(start));
        },
      ),
      { numRuns: 500 },
    );
  });

  it('reach the parent only when they are written to it', () => {
    const parent = new CacheLayer(empty);
    parent.set('kept', Uint8Array.of(1));
    const child = new CacheLayer(parent);
    child.set('new', Uint8Array.of(2));
    child.delete('kept');
    expect([parent.get('kept'), parent.get('new')]).toEqual([Uint8Array.of(1), undefined]);
    child.writeTo(parent);
    expect([parent.get('kept'), parent.get('new')]).toEqual([undefined, Uint8Array.of(2)]);
    expect(parent.changes().map(([name]) => name)).toEqual(['kept', 'new']);
  });
});

describe('keys', () => {
  it('compare as their bytes do, and come back', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.uint8Array(), (a, b) => {
        expect(fromKey(toKey(a))).toEqual(Buffer.from(a));
        expect(toKey(a) < toKey(b)).toBe(Buffer.compare(a, b) < 0);
      }),
    );
  });

  it('end after the last key with their prefix', () => {
    expect(prefixEnd('a')).toBe('b');
    expect(prefixEnd('a\xff')).toBe('b');
    expect(prefixEnd('\xff')).toBeUndefined();
  });
});

describe('gas of the store', () => {
  it('is the SDK’s: flat and by byte, an iterator paying when it comes to an entry and when it leaves it', () => {
    const gas = new GasMeter(1_000_000);
    const store = new GasStore(new CacheLayer(empty), 'm', gas);
    const cost = (run: () => void): number => {
      const before = gas.consumed;
      run();
      return gas.consumed - before;
    };
    expect(cost(() => store.set('ab', Uint8Array.of(1, 2, 3)))).toBe(2000 + 30 * 5);
    expect(cost(() => store.get('ab'))).toBe(1000 + 3 * 5);
    expect(cost(() => store.get('none'))).toBe(1000 + 3 * 4);
    expect(cost(() => store.has('ab'))).toBe(1000);
    const iterator = store.iterate('a', 'b', false);
    expect(cost(() => store.iterate('a', 'b', false))).toBe(30 + 3 * 5);
    expect(cost(() => iterator.next())).toBe(30 + 3 * 5);
    expect(cost(() => iterator.next())).toBe(0);
    expect(cost(() => store.delete('ab'))).toBe(1000);
  });

  it('stops what goes beyond the limit, and counts it', () => {
    const gas = new GasMeter(1500);
    const store = new GasStore(new CacheLayer(empty), 'm', gas);
    expect(() => store.set('a', Uint8Array.of(1))).toThrow(OutOfGasError);
    expect(gas.consumed).toBe(2000);
    expect(gas.exhausted).toBe(true);
  });
});
