import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { parseEventQuery } from '../event-query/parse.ts';
import type { ChainEvent } from '../state/events.ts';
import { recordedQueries } from '../testing/comet.ts';
import { memoryDatabase } from '../testing/store.ts';
import { TxIndex } from './tx-index.ts';
import { indexedAttributes } from './tx-result.ts';

const EVERYTHING = { descending: false, offset: 0, limit: 100 };

let index: TxIndex;
beforeEach(() => {
  index = new TxIndex(memoryDatabase());
});

function insert(
  height: number,
  position: number,
  events: readonly ChainEvent[] = [],
  hash = [height, position],
): void {
  const tx = { height, position, hash: Uint8Array.from(hash), bytes: Uint8Array.of(position), result: '{}' };
  index.insert(tx, indexedAttributes(events));
}
const find = (query: string, page = EVERYTHING): string[] =>
  index.search(parseEventQuery(query), page).map(({ height, position }) => `${height}/${position}`);

describe('a search', () => {
  beforeEach(() => {
    for (const { height, index: position, events } of recordedQueries.indexed) {
      const own = (events ?? []).map(({ type, attributes }) => ({
        type,
        attributes: attributes.map(([key, value]) => ({ key, value })),
      }));
      insert(height, position, own);
    }
  });

  it.each(Object.entries(recordedQueries.found))('for %s finds what CometBFT finds: %s', (query, found) => {
    expect(find(query).join(' ')).toBe(found);
    expect(index.count(parseEventQuery(query))).toBe(found === '' ? 0 : found.split(' ').length);
  });

  it.each(["a'b", 'a"b', '%', '_', '\u0000', "'; DROP TABLE txs; --"])(
    'for %j takes it as nothing but text',
    (text) => {
      insert(20, 0, [{ type: 'x', attributes: [{ key: 'y', value: `<${text}>` }] }]);
      const by = (operator: 'CONTAINS' | '=', value: string) =>
        index.count([{ tag: 'x.y', operator, argument: { kind: 'string', text: value } }]);
      expect([by('CONTAINS', text), by('=', `<${text}>`), by('=', text)]).toEqual([1, 1, 0]);
      expect(index.count([{ tag: text, operator: 'EXISTS' }])).toBe(0);
    },
  );

  it('does not find values that are too long to be indexed, but the transaction all the same', () => {
    const attributes = [
      { key: 'most', value: 'x'.repeat(1024) },
      { key: 'more', value: 'x'.repeat(1025) },
    ];
    insert(20, 0, [{ type: 'long', attributes }]);
    expect([find('long.most EXISTS'), find('long.more EXISTS'), find('tx.height=20')]).toEqual([
      ['20/0'],
      [],
      ['20/0'],
    ]);
  });
});

describe('pages', () => {
  it('one after the other are the whole, in the order of the chain or against it', () => {
    const all: string[] = [];
    for (let height = 1; height <= 12; height++) {
      for (let position = 0; position < height % 4; position++) {
        insert(height, position);
        all.push(`${height}/${position}`);
      }
    }
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 8 }), fc.boolean(), (limit, descending) => {
        const pages: string[] = [];
        for (let offset = 0; offset < all.length; offset += limit) {
          pages.push(...find('tx.height>0', { descending, offset, limit }));
        }
        expect(pages).toEqual(descending ? [...all].reverse() : all);
      }),
      { numRuns: 20 },
    );
  });
});

describe('a transaction', () => {
  it('is found by its hash and among those of its block, in their order', () => {
    insert(3, 1);
    insert(3, 0);
    insert(4, 0);
    expect(index.byHash(Uint8Array.of(3, 1))).toMatchObject({ height: 3, position: 1, result: '{}' });
    expect(index.byHash(Uint8Array.of(9, 9))).toBeUndefined();
    expect(index.byHeight(3).map(({ position }) => position)).toEqual([0, 1]);
    expect(index.byHeight(5)).toEqual([]);
  });

  it('that is in two blocks is the one of the later block', () => {
    insert(3, 0, [], [7]);
    insert(5, 2, [], [7]);
    expect(index.byHash(Uint8Array.of(7))).toMatchObject({ height: 5, position: 2 });
  });
});
