import { describe, expect, it } from 'vitest';
import type { Feed } from './feed.ts';
import type { FeedMember, RoundSpan } from './gen/types.ts';
import { termsOfRound } from './round-terms.ts';

const SPEC = {
  ...{ label: 'a', operationId: new Uint8Array(32), params: [], subject: '', reading: 'r', unit: 'W' },
  ...{ decimals: 0, startMs: 5n, intervalMs: 10n, operators: [], notaries: [], quorum: 1, rows: [] },
  ...{ modes: { mpc: { notaries: 1 } }, allowCustomCa: false, maxAgeMs: 1n, measuredOnly: false },
  ...{ distinctGroups: false, distinctNetworks: false },
  ...{ observerReward: 0n, notaryReward: 0n, transmitterReward: 0n },
};
const FEED: Feed = {
  ...{ id: 3, admin: 'a', active: true, escrow: 0n, owed: 0n, roundCost: 0n, withdrawing: 0n },
  spec: SPEC,
};

const member = (key: number, ...rounds: RoundSpan[]): FeedMember => ({
  ...{ pubkey: Uint8Array.of(key), account: 'a', absent: 0, agreed: true, member: true, owed: 0n },
  rounds,
});
const members = (operators: FeedMember[], notaries: FeedMember[] = []) => ({
  operators,
  notaries,
  quorum: 1,
});
const keys = (list: readonly Uint8Array[]) => list.map(([key]) => key);

describe('what holds for a round', () => {
  it('counts who is a member then, from the first round of a span to before its last (ACC-1)', () => {
    const of = members(
      [member(9, { from: 0n }), member(2, { from: 4n, until: 6n }, { from: 8n })],
      [member(7, { from: 5n })],
    );
    const at = (round: bigint) => {
      const { operators, notaries } = termsOfRound(FEED, of, round);
      return [keys(operators), keys(notaries)];
    };
    expect(at(3n)).toEqual([[9], []]);
    expect(at(5n)).toEqual([[2, 9], [7]]);
    expect(at(6n)).toEqual([[9], [7]]);
    expect(at(8n)).toEqual([[2, 9], [7]]);
  });

  it.each([
    [1, 1, 1],
    [3, 1, 1],
    [4, 1, 3],
    [4, 4, 4],
    [7, 3, 5],
    [31, 1, 21],
  ])('asks of %i members, of whom the feed wants %i, for %i (QRM-2)', (count, quorum, expected) => {
    const of = members(Array.from({ length: count }, (_, key) => member(key, { from: 0n })));
    expect(termsOfRound({ ...FEED, spec: { ...SPEC, quorum } }, of, 1n).quorum).toBe(expected);
  });

  it('has rows where it is of a group, and none of a feed of its own (GRP-1)', () => {
    expect(termsOfRound(FEED, members([]), 1n).rows).toBeUndefined();
    const rows = [{ key: 'a', label: 'a', subject: '' }];
    expect(termsOfRound({ ...FEED, spec: { ...SPEC, rows } }, members([]), 1n).rows).toEqual(rows);
  });

  it('is what was announced from its round on, with the start that the feed has (CHG-1)', () => {
    const spec = { ...SPEC, maxObservedAgeMs: 7n, startMs: undefined };
    const feed = { ...FEED, pending: { fromRound: 4n, spec } };
    expect(termsOfRound(feed, members([]), 3n).maxObservedAgeMs).toBeUndefined();
    expect(termsOfRound(feed, members([]), 4n)).toMatchObject({ maxObservedAgeMs: 7n, startMs: 5n });
  });

  it('is that of the group for a row (GRP-3)', () => {
    expect(termsOfRound(FEED, members([]), 0n)).toMatchObject({ id: 3, edition: 2 });
    expect(termsOfRound({ ...FEED, row: { groupId: 1, index: 1 } }, members([]), 0n).id).toBe(1);
  });
});
