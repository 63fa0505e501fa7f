import { defineOperation, parseDecimal, unwrap } from '@cloudx3/verifier-core';
import type { Decimal } from '@cloudx3/verifier-core';
import { describe, expect, it } from 'vitest';
import type { MemoryLedger } from '../testing/cluster/memory-ledger.ts';
import { Cluster } from '../testing/cluster/cluster.ts';
import { ChainView } from './chain-view.ts';

const decimal = (text: string): Decimal => unwrap(parseDecimal(text));

/** A view of a ledger whose one feed shows what a test says. */
async function viewOf(lastRound: bigint | undefined, lastValue: Decimal | undefined) {
  const cluster = new Cluster();
  const ledger: MemoryLedger = cluster.ledger;
  const show = (round: bigint | undefined, value: Decimal | undefined) =>
    ledger.feeds.set(1, { ...ledger.feeds.get(1)!, lastRound: round, lastValue: value });
  show(lastRound, lastValue);
  /** Feeds whose members the chain was asked for. */
  const asked: number[] = [];
  const view = new ChainView(
    { self: cluster.members[0]!.publicKey },
    {
      chain: {
        feedMembers: (id) => {
          asked.push(id);
          return Promise.resolve(undefined);
        },
        feeds: () => Promise.resolve([...ledger.feeds.values()]),
        feed: (id) => Promise.resolve(ledger.feeds.get(id)),
        operators: () => Promise.resolve([]),
        notaries: () => Promise.resolve([]),
        operation: (id) => Promise.resolve(ledger.operations.get(Buffer.from(id).toString('hex'))),
      },
    },
  );
  await view.refresh();
  await cluster.close();
  const shown = () => {
    const { lastRound: round, lastValue: value } = view.feed(1)!;
    return [round, value];
  };
  return { view, show, shown, asked, ledger };
}

describe('the newest value of a feed, as the chain view knows it (OBS-9)', () => {
  it('comes with the feed, and moves with the events of newer rounds', async () => {
    const { view, shown } = await viewOf(3n, decimal('21.50'));
    expect(shown()).toEqual([3n, decimal('21.50')]);
    view.showRound(1, 5n, decimal('22.00'));
    view.showRound(1, 4n, decimal('99.00'));
    view.showRound(1, 5n, decimal('99.00'));
    expect(shown()).toEqual([5n, decimal('22.00')]);
  });

  it('is not taken back by an answer of the chain that is older than an event', async () => {
    const { view, show, shown } = await viewOf(undefined, undefined);
    view.showRound(1, 0n, decimal('22.00'));
    await view.refresh();
    expect(shown()).toEqual([0n, decimal('22.00')]);
    show(1n, decimal('23.00'));
    await view.refresh();
    expect(shown()).toEqual([1n, decimal('23.00')]);
  });
});

describe('a flood of feeds that invite this node', () => {
  it('is read once for all events of a block, and of what was known before nothing', async () => {
    const { view, asked, ledger } = await viewOf(undefined, undefined);
    expect(await view.catchUp()).toBe(false);
    for (let id = 2; id <= 40; id += 1) {
      ledger.feeds.set(id, { ...ledger.feeds.get(1)!, id });
      view.changed(id);
    }
    asked.length = 0;
    expect(await view.catchUp()).toBe(true);
    expect(asked).toEqual(Array.from({ length: 39 }, (_, i) => i + 2));
    expect(view.feeds()).toHaveLength(40);
    expect(await view.catchUp()).toBe(false);
    view.changed(undefined);
    asked.length = 0;
    expect(await view.catchUp()).toBe(true);
    expect(asked).toEqual([]);
  });

  it('is not forgotten where the chain is away meanwhile', async () => {
    const { view, asked, ledger } = await viewOf(undefined, undefined);
    const feed = ledger.feeds.get(1)!;
    view.changed(1);
    Object.defineProperty(ledger.feeds, 'get', {
      configurable: true,
      value: () => expect.unreachable('away'),
    });
    await expect(view.catchUp()).rejects.toThrow('away');
    Object.defineProperty(ledger.feeds, 'get', { configurable: true, value: () => feed });
    asked.length = 0;
    expect(await view.catchUp()).toBe(true);
    expect(asked).toEqual([1]);
  });
});

describe('a feed that accepts PROXY', () => {
  const operation = (length: number) =>
    defineOperation({
      kind: 'read',
      name: 'vendor/power',
      server: { name: 'vendor.example' },
      method: 'GET',
      target: '/v1/power',
      headers: { authorization: 'Bearer {!token}' },
      parameters: {},
      holes: { token: { charset: 'alphanumeric', minLength: length, maxLength: length } },
      readings: { power: { unit: 'W', path: ['power'] } },
      maxRequestBytes: 512,
      maxResponseBytes: 1_024,
    });

  it.each([
    [
      'PRX-1: its operation hides too little',
      7,
      /^it accepts PROXY, but holes\.token of vendor\/power .*proxy_hole_length/,
    ],
    ['its operation can be hidden', 8, undefined],
  ])('%s', async (_what, length, expected) => {
    const cluster = new Cluster();
    const feed = cluster.ledger.feeds.get(1)!;
    const { id, bytes } = operation(length);
    const problems: (string | undefined)[] = [];
    const view = new ChainView(
      { self: cluster.members[0]!.publicKey },
      {
        chain: {
          feedMembers: () => Promise.resolve(undefined),
          feed: () => Promise.resolve(undefined),
          feeds: () =>
            Promise.resolve([
              {
                ...feed,
                spec: { ...feed.spec, operationId: id, modes: { mpc: undefined, proxy: { notaries: 1 } } },
              },
            ]),
          operators: () => Promise.resolve([]),
          notaries: () => Promise.resolve([]),
          operation: () => Promise.resolve(bytes),
        },
        onFeed: (_feed, problem) => problems.push(problem),
      },
    );
    await view.refresh();
    await cluster.close();
    expect(problems).toEqual([expected === undefined ? undefined : expect.stringMatching(expected)]);
  });
});
