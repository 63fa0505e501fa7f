import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allotments, mayTake } from './allot.ts';
import type { DayState, Demand } from './allot.ts';

const demand = (group: string, amount: number, weight = 1): Demand => ({ group, amount, weight });

describe('what each is due of a limit', () => {
  it.each<[string, number, Demand[], Record<string, number>]>([
    ['enough for all', 100, [demand('a', 20), demand('b', 30)], { a: 20, b: 30 }],
    ['equal parts', 90, [demand('a', 80), demand('b', 80), demand('c', 80)], { a: 30, b: 30, c: 30 }],
    ['parts by weight', 90, [demand('a', 90), demand('b', 90, 2)], { a: 30, b: 60 }],
    ['what one leaves', 90, [demand('a', 10), demand('b', 80), demand('c', 80)], { a: 10, b: 40, c: 40 }],
    ['nothing', 0, [demand('a', 10)], { a: 0 }],
  ])('is %s', (_what, limit, demands, due) => {
    expect(Object.fromEntries(allotments(limit, demands))).toEqual(due);
  });

  const demands = fc.uniqueArray(
    fc.record({ group: fc.string(), amount: fc.nat(1_000), weight: fc.integer({ min: 1, max: 20 }) }),
    { selector: ({ group }) => group, maxLength: 12 },
  );

  it('is never more than there is, nor than it wants, and never less than its part by weight', () => {
    fc.assert(
      fc.property(demands, fc.nat(5_000), (all, limit) => {
        const due = allotments(limit, all);
        const weights = all.reduce((sum, { weight }) => sum + weight, 0);
        expect([...due.values()].reduce((sum, part) => sum + part, 0)).toBeLessThanOrEqual(limit + 1e-6);
        for (const { group, amount, weight } of all) {
          expect(due.get(group)).toBeLessThanOrEqual(amount);
          expect(due.get(group)! + 1e-6).toBeGreaterThanOrEqual(Math.min(amount, (limit * weight) / weights));
        }
      }),
    );
  });
});

describe('more of a day', () => {
  const day: DayState = {
    limit: 100,
    spent: new Map([
      ['greedy', 50],
      ['honest', 10],
    ]),
    demands: [demand('greedy', 600), demand('honest', 50)],
    dayLeft: 0.8,
  };
  const one = (group: string, isFirst = false) => ({ group, amount: 1, isFirst });

  it('is there for who has not had its part, and not for who would take another’s', () => {
    expect(mayTake(day, one('honest'))).toBe(true);
    expect(mayTake(day, one('greedy'))).toBe(false);
  });

  it('is there for a command as long as anything is left', () => {
    expect(mayTake(day, one('device 1', true))).toBe(true);
    expect(mayTake(day, one('device 1'))).toBe(false);
    expect(mayTake({ ...day, limit: 60 }, one('device 1', true))).toBe(false);
  });

  it('is there for anybody once the others cannot need it any more today', () => {
    expect(mayTake({ ...day, dayLeft: 0 }, one('greedy'))).toBe(true);
    expect(mayTake({ ...day, demands: [demand('greedy', 600)] }, one('greedy'))).toBe(true);
  });

  it('is never there beyond the limit', () => {
    const full = { ...day, spent: new Map([['greedy', 100]]) };
    for (const each of [one('greedy'), one('honest'), one('device 1', true)])
      expect(mayTake(full, each)).toBe(false);
  });

  it('keeps an honest feed’s rounds from six that retry all the time', () => {
    const demands = [
      ...Array.from({ length: 6 }, (_, index) => demand(`cheap ${index}`, 200)),
      demand('honest', 100),
    ];
    const spent = new Map<string, number>();
    let honest = 0;
    for (let round = 0; round < 100; round += 1) {
      const take = (group: string): boolean => {
        const state = { limit: 700, spent, demands, dayLeft: 1 - round / 100 };
        if (!mayTake(state, one(group))) return false;
        spent.set(group, (spent.get(group) ?? 0) + 1);
        return true;
      };
      // Each round, before it, the six want as much as they like.
      for (let index = 0; index < 60; index += 1) take(`cheap ${index % 6}`);
      if (take('honest')) honest += 1;
    }
    expect(honest).toBe(100);
    expect([...spent.values()].reduce((sum, each) => sum + each, 0)).toBeGreaterThan(680);
  });
});
