import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AcceptedObservation } from '../observation/accepted.ts';
import { judgeObservation } from '../observation/judge.ts';
import { attest, contextAt, observe, testNetwork } from '../testing/index.ts';
import { nextToAsk } from '../gossip/ask-plan.ts';
import { gatherUntilMs, stageMs, takenFromMs } from './offsets.ts';
import {
  chooseObservations,
  countObservation,
  missingMembers,
  openRound,
  quorumAtMs,
  submitTimeMs,
} from './round-state.ts';
import type { RoundState } from './round-state.ts';
import { sliceOf } from './schedule.ts';
import { transmitterOrder } from './transmitter-order.ts';

const net = testNetwork();
const ROUND = 3n;
const START = sliceOf(net.feed, ROUND).startMs;
const accepted = net.members.map((member) => accept(observe(net, { member, round: ROUND })));

/** The first two of one session. */
const sharing = net.members.map((member, index) => {
  const changes = index < 2 ? { sessionId: new Uint8Array(16).fill(9) } : {};
  const attestation = attest(net, { member, round: ROUND, changes });
  return accept(observe(net, { member, round: ROUND, attestations: [attestation] }));
});

function accept(observation: ReturnType<typeof observe>): AcceptedObservation {
  const verdict = judgeObservation(observation, contextAt(net, ROUND));
  if (verdict.action !== 'accept') throw new Error(verdict.code);
  return verdict.observation;
}

function after(observations: readonly AcceptedObservation[], everyMs = 1_000n): RoundState {
  let nowMs = START;
  return observations.reduce(
    (state, observation) => {
      nowMs += everyMs;
      return countObservation(state, observation, nowMs);
    },
    openRound(net.feed.id, ROUND),
  );
}

describe('a round', () => {
  it('has its quorum with the third of four, whatever the order and however often each comes', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...accepted), { maxLength: 12 }), (arrivals) => {
        const state = after(arrivals);
        const distinct = new Set(arrivals).size;
        expect(state.observations.size).toBe(distinct);
        expect(quorumAtMs(state, net.feed) !== undefined).toBe(distinct >= 3);
        expect(missingMembers(state, net.feed)).toHaveLength(4 - distinct);
        expect(chooseObservations(state, net.feed).map(({ observer }) => String(observer))).toEqual(
          net.feed.operators
            .map(String)
            .filter((key) => arrivals.some(({ observer }) => String(observer) === key)),
        );
      }),
    );
  });

  it('keeps the first observation of a node, and none of another round', () => {
    const state = after([accepted[0]!]);
    const other = accept(
      observe(net, {
        member: net.members[0]!,
        round: ROUND,
        attestations: [attest(net, { member: net.members[0]!, round: ROUND, session: 'x' })],
      }),
    );
    expect(countObservation(state, other, START)).toBe(state);
    expect(countObservation(state, { ...accepted[1]!, round: 4n }, START)).toBe(state);
  });

  it('leaves out an observation that shares a session, so that the report does not fail; it counts for no quorum', () => {
    const [a, b, c, d] = sharing;
    expect(quorumAtMs(after([a!, b!, c!]), net.feed)).toBeUndefined();
    const all = after([b!, a!, c!, d!]);
    expect(quorumAtMs(all, net.feed)).toBe(START + 4_000n);
    expect(chooseObservations(all, net.feed)).toEqual([a, c, d]);
  });
});

describe('RND-2', () => {
  const turnOf = (state: RoundState, index: number) =>
    submitTimeMs(state, net.feed, transmitterOrder(net.feed.id, ROUND, net.feed.operators)[index]!);

  it('gives no turn without a quorum, nor to a stranger', () => {
    expect(turnOf(after(accepted.slice(0, 2)), 0)).toBeUndefined();
    expect(submitTimeMs(after(accepted), net.feed, new Uint8Array(33))).toBeUndefined();
  });

  it('lets the first submit at once when all are there, each further one when the contract takes its turn (REP-10)', () => {
    const state = after(accepted);
    const stage = stageMs(net.feed);
    expect([0, 1, 2, 3].map((i) => turnOf(state, i))).toEqual([
      START + 4_000n,
      ...[1n, 2n, 3n].map((i) => gatherUntilMs(net.feed, ROUND) + i * stage),
    ]);
  });

  it('waits for a missing member until gathering ends, and no longer', () => {
    expect(turnOf(after(accepted.slice(0, 3)), 0)).toBe(gatherUntilMs(net.feed, ROUND));
    expect(turnOf(after(accepted.slice(0, 3), 20_000n), 0)).toBe(START + 60_000n);
  });

  it('waits as long where one stays out, since early the contract takes no report without it (REP-10)', () => {
    const shared = after(sharing);
    expect(shared.observations.size).toBe(4);
    expect(turnOf(shared, 0)).toBe(gatherUntilMs(net.feed, ROUND));
  });

  it('counts from the end of gathering where the last comes later', () => {
    expect(turnOf(after(accepted, 20_000n), 0)).toBe(START + 60_000n);
  });
});

describe('REP-10', () => {
  const gathered = gatherUntilMs(net.feed, ROUND);

  it('takes a report of all from the first at once, and one of fewer once gathering is over', () => {
    expect(takenFromMs(net.feed, ROUND, 0, 4)).toBe(START);
    expect(takenFromMs(net.feed, ROUND, 0, 3)).toBe(gathered);
  });

  it('takes the others’ in their turns, whatever they carry', () => {
    for (const count of [3, 4])
      expect(takenFromMs(net.feed, ROUND, 1, count)).toBe(gathered + stageMs(net.feed));
  });
});

describe('RND-5', () => {
  const self = net.members[0]!.publicKey;
  const ask = (state: RoundState, nowMs: bigint, made = 0, lastMs?: bigint) =>
    nextToAsk(state, net.feed, { self, made, lastMs }, nowMs);

  it('asks from two stages before the end of gathering until nothing is missing or the contract takes it no more', () => {
    const from = gatherUntilMs(net.feed, ROUND) - 2n * stageMs(net.feed);
    const until = sliceOf(net.feed, ROUND + 2n).startMs;
    expect(ask(after([]), from - 1n)).toBeUndefined();
    expect(ask(after([]), from)).toBeDefined();
    expect(ask(after(accepted), from)).toBeUndefined();
    expect(ask(after([]), until - 1n)).toBeDefined();
    expect(ask(after([]), until)).toBeUndefined();
  });

  it('asks one member a stage, and sixteen times at most', () => {
    const late = gatherUntilMs(net.feed, ROUND);
    const stage = stageMs(net.feed);
    expect(ask(after([]), late, 1, late - stage + 1n)).toBeUndefined();
    expect(ask(after([]), late, 1, late - stage)).toBeDefined();
    expect(ask(after([]), late, 15)).toBeDefined();
    expect(ask(after([]), late, 16)).toBeUndefined();
  });

  it('asks the silent first, then the others, never itself', () => {
    const late = gatherUntilMs(net.feed, ROUND);
    const state = after(accepted.slice(0, 3));
    const asked = Array.from({ length: 6 }, (_, made) => ask(state, late, made));
    expect(asked[0]).toEqual(net.members[3]!.publicKey);
    expect(asked.every((key) => key !== undefined && String(key) !== String(self))).toBe(true);
    expect(new Set(asked.map(String)).size).toBe(3);
  });
});
