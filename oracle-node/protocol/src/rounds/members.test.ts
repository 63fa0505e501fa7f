import { describe, expect, it } from 'vitest';
import { testNetwork } from '../testing/network.ts';
import { inRound } from './members.ts';
import type { Seat } from './seats.ts';

const { feed } = testNetwork({ members: 7 });
const seat = (index: number, from: bigint, until?: bigint, agreed = true): Seat => ({
  pubkey: feed.operators[index] ?? new Uint8Array(),
  rounds: [{ from, until }],
  agreed,
});
const notaries = feed.notaries.map((pubkey) => ({ pubkey, rounds: [{ from: 0n }], agreed: true }));

describe('a feed in a round', () => {
  it('has the members that accepted for it and have not left for it (ACC-1)', () => {
    const operators = [seat(0, 0n), seat(1, 3n), seat(2, 0n, 5n)];
    const of = (round: bigint) => inRound({ ...feed, membership: { operators, notaries } }, round).operators;
    expect(of(2n)).toEqual([feed.operators[0], feed.operators[2]]);
    expect(of(3n)).toEqual(feed.operators.slice(0, 3));
    expect(of(5n)).toEqual(feed.operators.slice(0, 2));
  });

  it('comes back for a later span', () => {
    const rounds = [
      { from: 0n, until: 2n },
      { from: 4n, until: undefined },
    ];
    const operators = [{ ...seat(0, 0n), rounds }];
    const of = (round: bigint) => inRound({ ...feed, membership: { operators, notaries } }, round).operators;
    expect([1n, 2n, 3n, 4n].map((round) => of(round).length)).toEqual([1, 0, 0, 1]);
  });

  it('needs a larger quorum with more members, and never less than it says (QRM-2)', () => {
    const of = (count: number) => {
      const operators = feed.operators.slice(0, count).map((_, index) => seat(index, 0n));
      return inRound({ ...feed, quorum: 3, membership: { operators, notaries } }, 0n).quorum;
    };
    expect([of(2), of(4), of(7)]).toEqual([3, 3, 5]);
  });

  it('has changed terms from their round on, without those that did not agree (CHG-1)', () => {
    const { operation, operationId, params, stepUp, maxObservedAgeMs } = feed;
    const terms = {
      ...{ operation, operationId, params, stepUp, maxObservedAgeMs },
      quorum: 1,
      modes: { proxy: { notaries: 2 } },
    };
    const operators = [seat(0, 0n), seat(1, 0n, undefined, false)];
    const changing = { ...feed, membership: { operators, notaries }, pending: { fromRound: 9n, terms } };
    const [before, after] = [inRound(changing, 8n), inRound(changing, 9n)];
    expect([before.modes, before.operators.length, before.quorum]).toEqual([feed.modes, 2, 3]);
    expect([after.modes, after.operators, after.quorum]).toEqual([terms.modes, [feed.operators[0]], 1]);
  });

  it('takes no report of a round from which it is closed (CHG-3)', () => {
    const closing = { ...feed, active: true, closedFromRound: 4n };
    expect([inRound(closing, 3n).active, inRound(closing, 4n).active]).toEqual([true, false]);
  });
});
