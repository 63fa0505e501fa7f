import { PageRequest } from 'cosmjs-types/cosmos/base/query/v1beta1/pagination';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { failure } from '../testing/contracts.ts';
import type { Keyed, Page } from './pagination.ts';
import { paginate } from './pagination.ts';

const listOf = (keys: Iterable<number>): Keyed<number>[] =>
  [...new Set(keys)].sort((a, b) => a - b).map((value) => ({ key: Uint8Array.of(value), value }));
const page = (items: readonly Keyed<number>[], request: Partial<PageRequest> = {}): Page<number> =>
  paginate(items, PageRequest.fromPartial(request));

/** Follows the keys from the first page to the last. */
function follow(items: readonly Keyed<number>[], limit: bigint, reverse: boolean): number[] {
  const found: number[] = [];
  for (let key = new Uint8Array(); ;) {
    const { items: some, pagination } = page(items, { key, limit, reverse });
    expect(some.length).toBeLessThanOrEqual(Number(limit));
    found.push(...some);
    if (pagination.nextKey.length === 0) return found;
    key = Uint8Array.from(pagination.nextKey);
  }
}

const bytes = fc.array(fc.nat(255), { maxLength: 20 });
const limits = fc.integer({ min: 1, max: 7 });

describe('pages', () => {
  it('one after the other are the whole list, in either direction', () => {
    fc.assert(
      fc.property(bytes, limits, fc.boolean(), (keys, limit, reverse) => {
        const items = listOf(keys);
        const all = items.map(({ value }) => value);
        expect(follow(items, BigInt(limit), reverse)).toEqual(reverse ? all.reverse() : all);
      }),
    );
  });

  it('by offset are the same pages as by key', () => {
    fc.assert(
      fc.property(bytes, limits, fc.boolean(), (keys, limit, reverse) => {
        const items = listOf(keys);
        const byOffset = items.flatMap((_, index) =>
          index % limit === 0
            ? page(items, { offset: BigInt(index), limit: BigInt(limit), reverse }).items
            : [],
        );
        expect(byOffset).toEqual(follow(items, BigInt(limit), reverse));
      }),
    );
  });

  it('show what was there all the time once, whatever comes and goes in between', () => {
    fc.assert(
      fc.property(bytes, bytes, limits, fc.boolean(), (kept, passing, limit, reverse) => {
        const found: number[] = [];
        const [before, after] = [listOf([...kept, ...passing]), listOf(kept)];
        let key = new Uint8Array();
        for (let turn = 0; turn === 0 || key.length > 0; turn++) {
          const { items, pagination } = page(turn % 2 === 0 ? before : after, {
            key,
            limit: BigInt(limit),
            reverse,
          });
          found.push(...items);
          key = Uint8Array.from(pagination.nextKey);
        }
        const own = new Set(kept);
        const shown = found.filter((value) => own.has(value));
        expect(shown).toEqual([...own].sort((a, b) => (reverse ? b - a : a - b)));
      }),
    );
  });
});

describe('a page', () => {
  const hundred = listOf(Array.from({ length: 150 }, (_, index) => index));

  it('has a hundred entries and the total where nobody says otherwise', () => {
    expect(paginate(hundred, undefined)).toMatchObject({
      items: { length: 100 },
      pagination: { total: 150n },
    });
    expect(page(hundred).pagination.nextKey).toEqual(Uint8Array.of(100));
    expect(page(hundred, { limit: 10n }).pagination.total).toBe(0n);
    expect(page(hundred, { limit: 10n, countTotal: true, offset: 145n })).toMatchObject({
      items: [145, 146, 147, 148, 149],
      pagination: { total: 150n, nextKey: new Uint8Array() },
    });
    expect(page(hundred, { key: Uint8Array.of(5), limit: 10n, countTotal: true }).pagination.total).toBe(0n);
  });

  it('beyond the end is empty, as is the total that was not come to', () => {
    expect(page(hundred, { offset: 150n })).toMatchObject({ items: [], pagination: { total: 150n } });
    expect(page(hundred, { offset: 151n })).toMatchObject({ items: [], pagination: { total: 0n } });
    expect(page(hundred, { offset: 2n ** 64n - 1n }).items).toEqual([]);
    expect(page(hundred, { key: Uint8Array.of(200) }).items).toEqual([]);
    expect(page(hundred, { key: Uint8Array.of(0, 0), reverse: true }).items).toEqual([0]);
  });

  it('has a thousand entries at most', () => {
    const many = Array.from({ length: 1001 }, (_, value) => ({
      key: Buffer.from([value >> 8, value & 255]),
      value,
    }));
    expect(page(many as never, { limit: 2n ** 64n - 1n }).items).toHaveLength(1000);
  });

  it('is asked for by key or by offset, not by both', () => {
    expect(() => page(hundred, { key: Uint8Array.of(1), offset: 1n })).toThrow(failure('undefined', 1));
  });
});
