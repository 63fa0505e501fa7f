import { equalBytes } from '@cloudx3/proto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { testNetwork } from '../testing/index.ts';
import { commandOrder } from './command-order.ts';
import { gatherUntilMs, readTimeMs, stageMs } from './offsets.ts';
import { faultsTolerated, quorumProblem } from './quorum.ts';
import { liveRounds, roundAt, sliceOf } from './schedule.ts';
import { transmitterOrder } from './transmitter-order.ts';

const schedules = fc.record({
  startMs: fc.bigInt({ min: 0n, max: 2n ** 42n }),
  intervalMs: fc.bigInt({ min: 1n, max: 2n ** 32n }),
});

describe('RND-1', () => {
  it('puts each moment into exactly the slice of its round', () => {
    fc.assert(
      fc.property(schedules, fc.bigInt({ min: 0n, max: 2n ** 45n }), (schedule, after) => {
        const nowMs = schedule.startMs + after;
        const slice = sliceOf(schedule, roundAt(schedule, nowMs)!);
        expect(slice.startMs <= nowMs && nowMs < slice.endMs).toBe(true);
      }),
    );
  });

  it('has no round before the feed starts, and two live ones from the second on', () => {
    const schedule = { startMs: 100n, intervalMs: 10n };
    expect(roundAt(schedule, 99n)).toBeUndefined();
    expect(liveRounds(schedule, 99n)).toEqual([]);
    expect(liveRounds(schedule, 109n)).toEqual([0n]);
    expect(liveRounds(schedule, 110n)).toEqual([1n, 0n]);
    expect(liveRounds(schedule, 139n)).toEqual([3n, 2n]);
  });
});

describe('RND-2 and RND-3', () => {
  const members = testNetwork({ members: 7 }).feed.operators;

  it('are permutations that do not depend on the order in which members are named', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
        fc.shuffledSubarray([...members], { minLength: 7 }),
        (n, shuffled) => {
          const order = transmitterOrder(7, n, members);
          expect(transmitterOrder(7, n, shuffled)).toEqual(order);
          expect(new Set(order.map(String)).size).toBe(7);
          expect(commandOrder(n, shuffled)).toEqual(commandOrder(n, members));
        },
      ),
    );
  });

  it('give each member the first turn about equally often', () => {
    const firsts = new Map<string, number>();
    for (let round = 0n; round < 700n; round += 1n) {
      const first = String(transmitterOrder(7, round, members)[0]);
      firsts.set(first, (firsts.get(first) ?? 0) + 1);
    }
    expect(firsts.size).toBe(7);
    for (const count of firsts.values()) expect(count).toBeGreaterThan(60);
  });
});

describe('RND-2', () => {
  it('gathers until three quarters of the slice are over', () => {
    const { feed } = testNetwork();
    expect(gatherUntilMs(feed, 2n)).toBe(sliceOf(feed, 2n).startMs + 45_000n);
  });

  it('makes a stage a sixteenth of the interval, within two seconds and a half and fifteen', () => {
    expect(stageMs({ startMs: 0n, intervalMs: 1_000n })).toBe(2_500n);
    expect(stageMs({ startMs: 0n, intervalMs: 60_000n })).toBe(3_750n);
    expect(stageMs({ startMs: 0n, intervalMs: 3_600_000n })).toBe(15_000n);
  });
});

describe('RND-4', () => {
  it('lets members read one after another in the first half of the slice', () => {
    const { feed, members } = testNetwork();
    const times = members.map(({ publicKey }) => readTimeMs(feed, 2n, publicKey));
    const start = sliceOf(feed, 2n).startMs;
    expect(times).toEqual([start, start + 7_500n, start + 15_000n, start + 22_500n]);
    expect(readTimeMs(feed, 2n, new Uint8Array(33))).toBeUndefined();
  });
});

describe('QRM-1', () => {
  it('takes a quorum exactly where the honest are its majority', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 64 }), fc.integer({ min: 0, max: 70 }), (members, quorum) => {
        const f = faultsTolerated(members);
        expect(members).toBeGreaterThanOrEqual(3 * f + 1);
        const good = quorum - f > f && quorum <= members;
        expect(quorumProblem({ members, quorum }) === undefined).toBe(good);
      }),
    );
    expect(quorumProblem({ members: 0, quorum: 1 })).toBeDefined();
  });
});

it('members of the fixtures stand in key order', () => {
  const { feed, members } = testNetwork();
  expect(members.every(({ publicKey }, index) => equalBytes(publicKey, feed.operators[index]!))).toBe(true);
});
