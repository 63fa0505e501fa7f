import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CacheLayer } from './cache-layer.ts';
import { EMPTY } from '../testing/guest.ts';
import type { Entry, Key } from './kv.ts';

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
          let top = new CacheLayer(EMPTY);
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
    const parent = new CacheLayer(EMPTY);
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

describe('an iterator', () => {
  const layer = (...names: string[]): CacheLayer => {
    const filled = new CacheLayer(EMPTY);
    names.forEach((name, index) => filled.set(name, Uint8Array.of(index)));
    return filled;
  };
  const names = (iterator: Iterator<Entry>): Key[] => collect(iterator).map(([name]) => name);

  it('sees what was written when it began, and not what is written while it runs', () => {
    const state = layer('a', 'c');
    const running = state.iterate('', undefined, false);
    expect(running.next()).toMatchObject({ value: ['a', Uint8Array.of(0)] });
    state.set('b', Uint8Array.of(9));
    state.delete('c');
    expect(names(running)).toEqual(['c']);
    expect(names(state.iterate('', undefined, false))).toEqual(['a', 'b']);
  });

  it('has the start and not the end, in either direction', () => {
    const state = new CacheLayer(layer('a', 'b', 'c', 'd'));
    expect(names(state.iterate('b', 'd', false))).toEqual(['b', 'c']);
    expect(names(state.iterate('b', 'd', true))).toEqual(['c', 'b']);
    expect(names(state.iterate('b', 'b', false))).toEqual([]);
    expect(names(state.iterate('d', 'b', true))).toEqual([]);
  });

  it('leaves the parent’s entry out that a layer above has deleted, and keeps it in the parent', () => {
    const below = layer('a', 'b');
    const above = new CacheLayer(below);
    above.delete('a');
    above.delete('never there');
    expect(names(above.iterate('', undefined, false))).toEqual(['b']);
    expect(names(below.iterate('', undefined, false))).toEqual(['a', 'b']);
    above.set('a', Uint8Array.of(7));
    expect(collect(above.iterate('', undefined, false))[0]).toEqual(['a', Uint8Array.of(7)]);
  });
});

describe('a layer that is dropped', () => {
  it('leaves no trace, and one that is written leaves exactly what it showed', () => {
    fc.assert(
      fc.property(
        fc.array(change, { maxLength: 12 }),
        fc.array(change, { maxLength: 12 }),
        (first, second) => {
          const below = new CacheLayer(EMPTY);
          apply(below, first);
          const before = collect(below.iterate('', undefined, false));
          const above = new CacheLayer(below);
          apply(above, second);
          const shown = collect(above.iterate('', undefined, false));
          expect(collect(below.iterate('', undefined, false))).toEqual(before);
          above.writeTo(below);
          expect(collect(below.iterate('', undefined, false))).toEqual(shown);
        },
      ),
    );
  });

  it('reports its changes in the order of the keys, the last of each key, whatever the order of writing', () => {
    const state = new CacheLayer(EMPTY);
    apply(state, [
      ['b', Uint8Array.of(1)],
      ['\xff', Uint8Array.of(2)],
      ['a', Uint8Array.of(3)],
      ['b', undefined],
    ]);
    expect(state.changes()).toEqual([
      ['a', Uint8Array.of(3)],
      ['b', undefined],
      ['\xff', Uint8Array.of(2)],
    ]);
  });
});
