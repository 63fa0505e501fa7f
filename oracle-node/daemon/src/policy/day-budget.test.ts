import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ManualClock } from '../clock/manual-clock.ts';
import { openDatabase } from '../store/database.ts';
import { openStore } from '../store/open-store.ts';
import type { Store } from '../store/ports.ts';
import { testTelemetry } from '../testing/test-telemetry.ts';
import { DayBudget, GAS, limitOf } from './day-budget.ts';
import type { Spending } from './day-budget.ts';
import { dayLimits } from './configured.ts';

const DAY_MS = 86_400_000;
const clock = new ManualClock(0);
let folder: string;
let store: Store;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'node-budget-'));
  store = openStore(openDatabase(join(folder, 'node.db')));
});
afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true });
});

function open() {
  const told = testTelemetry(clock);
  const limits = { gas: 1_000, requests: new Map([['api.example', 3]]) };
  const budget = new DayBudget({
    store: store.spendings,
    clock,
    telemetry: told.telemetry,
    limitOf: (purse) => limitOf(purse, limits),
    demandsOn: () => [],
  });
  return { ...told, budget };
}

const request = (purse = 'api.example', amount = 1): Spending => ({
  purse,
  share: { group: 'feed 7', weight: 1 },
  amount,
  isFirst: true,
});

describe('a budget of the day', () => {
  it('lets go what there is, also after a restart, and again the next day', () => {
    const { budget } = open();
    for (let index = 0; index < 2; index += 1) budget.take(request());
    store.close();
    store = openStore(openDatabase(join(folder, 'node.db')));
    const { budget: later } = open();
    later.take(request());
    expect(() => later.take(request())).toThrow(expect.objectContaining({ code: 'node.budget' }) as Error);
    clock.advance(DAY_MS);
    later.take(request());
    expect(later.status()).toContainEqual({ name: 'api.example', spent: 1, limit: 3 });
  });

  it('counts what something came to, and gives back what was not spent', () => {
    const { budget } = open();
    budget.take(request(GAS, 600))(450);
    budget.take(request(GAS, 500))(0);
    expect(budget.status()).toEqual([{ name: GAS, spent: 450, limit: 1_000 }]);
    expect(budget.allows(request(GAS, 551))).toBe(false);
    // What was begun is counted although it is more than there is.
    budget.count(request(GAS, 551));
    expect(budget.status()).toEqual([{ name: GAS, spent: 1_001, limit: 1_000 }]);
  });

  it('is one for each credential of a server', () => {
    const { budget } = open();
    for (let index = 0; index < 3; index += 1) budget.take(request());
    expect(budget.allows(request())).toBe(false);
    expect(budget.allows(request('api.example for wasm1d'))).toBe(true);
    expect(budget.allows(request('other.example', 1_000_000))).toBe(true);
  });

  it('tells once a day that there is no more, counts each time, and is yellow until something is spent again', async () => {
    const { budget, ofName, counted, telemetry } = open();
    for (let index = 0; index < 3; index += 1) budget.take(request());
    for (let index = 0; index < 5; index += 1)
      expect(() => budget.insist(request())).toThrow('feed 7 is due no more');
    expect(ofName('budget.refused')).toEqual([
      { name: 'api.example', group: 'feed 7', amount: 1, spent: 3, limit: 3 },
    ]);
    expect(await counted('node_budget_refusals_total')).toEqual([
      { labels: { budget: 'api.example' }, value: 5 },
    ]);
    expect(await counted('node_budget_used_ratio')).toEqual([
      { labels: { budget: 'api.example' }, value: 1 },
    ]);
    expect(telemetry.health.status()).toMatchObject({
      ok: true,
      troubles: [{ name: 'budget/api.example', code: 'node.budget', level: 'yellow' }],
    });
    clock.advance(DAY_MS);
    budget.take(request());
    expect(telemetry.health.status().troubles).toEqual([]);
  });
});

it('of several quotas of a server the one counts that lets through least in a day', () => {
  const policy = {
    by: [],
    operations: [],
    least_reward: 0,
    most_feeds: 16,
    least_runway: 0,
    weight: 1,
    gas_per_day: 7,
  };
  const quotas = [
    { server: 'a.example', requests: 600, per_seconds: 60 },
    { server: 'a.example', requests: 10_000, per_seconds: 86_400 },
    { server: 'b.example', requests: 1, per_seconds: 1 },
  ];
  expect(dayLimits({ policy, quotas })).toEqual({
    gas: 7,
    requests: new Map([
      ['a.example', 10_000],
      ['b.example', 86_400],
    ]),
  });
});
