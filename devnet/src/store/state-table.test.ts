import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Entry, Key } from '../state/kv.ts';
import { memoryDatabase } from '../testing/store.ts';
import { StateTable } from './state-table.ts';

const createTable = (): StateTable => new StateTable(memoryDatabase());
const collect = (iterator: Iterator<Entry>): Entry[] => [...{ [Symbol.iterator]: () => iterator }];
const plain = (entries: readonly Entry[]): [Key, number[]][] =>
  entries.map(([key, value]) => [key, [...value]]);

const key = fc.string({ unit: fc.constantFrom('\x00', 'a', '\x7f', '\x80', '\xff'), maxLength: 4 });
const changes = fc.array(fc.tuple(key, fc.option(fc.uint8Array({ maxLength: 2 }), { nil: undefined })), {
  maxLength: 30,
});

describe('the table of the state', () => {
  it('reads and iterates like a sorted map of bytes', () => {
    fc.assert(
      fc.property(
        fc.array(changes, { maxLength: 4 }),
        key,
        fc.option(key, { nil: undefined }),
        fc.boolean(),
        (blocks, start, end, reverse) => {
          const table = createTable();
          const model = new Map<Key, Uint8Array>();
          for (const block of blocks) {
            table.apply(block);
            for (const [name, value] of block) {
              if (value === undefined) model.delete(name);
              else model.set(name, value);
            }
          }
          const within = [...model]
            .filter(([name]) => name >= start && (end === undefined || name < end))
            .sort(([a], [b]) => (a < b ? -1 : 1));
          const found = plain(collect(table.iterate(start, end, reverse)));
          expect(found).toEqual(plain(reverse ? within.reverse() : within));
          expect(plain([[start, table.get(start) ?? Uint8Array.of(9, 9, 9)]])).toEqual(
            plain([[start, model.get(start) ?? Uint8Array.of(9, 9, 9)]]),
          );
        },
      ),
      { numRuns: 60 },
    );
  });

  it.each([0, 1, 63, 64, 65, 128, 200])('iterates over %i entries, which it reads in pages', (count) => {
    const table = createTable();
    const names = Array.from({ length: count }, (_, index) => `k${String.fromCharCode(index)}`);
    table.apply(names.map((name) => [name, Uint8Array.of(1)]));
    const read = (reverse: boolean): Key[] => collect(table.iterate('k', 'l', reverse)).map(([name]) => name);
    expect(read(false)).toEqual(names);
    expect(read(true)).toEqual([...names].reverse());
  });

  it('can be changed while an iterator stands on it: no statement is left open', () => {
    const table = createTable();
    table.apply([
      ['a', Uint8Array.of(1)],
      ['b', Uint8Array.of(2)],
    ]);
    const iterator = table.iterate('', undefined, false);
    iterator.next();
    expect(() => table.apply([['b', undefined]])).not.toThrow();
    expect(table.get('b')).toBeUndefined();
  });

  it('tells an empty value from none', () => {
    const table = createTable();
    table.apply([['a', new Uint8Array()]]);
    expect(table.get('a')).toHaveLength(0);
    expect(table.get('b')).toBeUndefined();
  });
});
