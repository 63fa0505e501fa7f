import { compareBytes, equalBytes } from '@cloudx3/proto';
import { hexOf } from '../bytes.ts';
import type { FeedRules } from '../feed.ts';
import type { AcceptedObservation } from '../observation/accepted.ts';
import { obs9 } from '../observation/obs-9.ts';
import type { StepUpFeed } from '../observation/obs-9.ts';
import { sessionsOf } from '../observation/sessions.ts';
import { gatherUntilMs, later, stageMs, turnBeginsMs } from './offsets.ts';
import { transmitterOrder } from './transmitter-order.ts';

/** What one node holds of one round. Values, never changed in place: each step returns the next state. */
export interface RoundState {
  /** Of this feed. */
  readonly feedId: number;
  /** Number of the round (RND-1). */
  readonly round: bigint;
  /** By the observer's key in hex; the first accepted observation of each (OBS-8). */
  readonly observations: ReadonlyMap<string, AcceptedObservation>;
  /** When each of them came, by this node's clock; by the observer's key in hex. */
  readonly countedAtMs: ReadonlyMap<string, bigint>;
}

type RoundFeed = StepUpFeed & Pick<FeedRules, 'id' | 'startMs' | 'intervalMs' | 'operators' | 'quorum'>;

/** A round of which nothing is held yet. */
export function openRound(feedId: number, round: bigint): RoundState {
  return { feedId, round, observations: new Map(), countedAtMs: new Map() };
}

/** Counts an accepted observation. One of a node that is counted already changes nothing (OBS-8). */
export function countObservation(
  state: RoundState,
  observation: AcceptedObservation,
  nowMs: bigint,
): RoundState {
  const key = hexOf(observation.observer);
  if (observation.feedId !== state.feedId || observation.round !== state.round) return state;
  if (state.observations.has(key)) return state;
  const observations = new Map(state.observations).set(key, observation);
  return { ...state, observations, countedAtMs: new Map(state.countedAtMs).set(key, nowMs) };
}

/**
 * The observations that go into the report: by observer, strictly increasing (REP-3). One that shares a session with an observation
 * before it stays out, since the contract refuses a report in which a session occurs twice: so a notary that hands one session to
 * two members can take away one observation, never the round. One that does not count by the value that the chain shows now stays out
 * too (OBS-9): that value may be another than when it came.
 */
export function chooseObservations(state: RoundState, feed: StepUpFeed): AcceptedObservation[] {
  const sessions = new Set<string>();
  const inOrder = [...state.observations.values()].sort((a, b) => compareBytes(a.observer, b.observer));
  return inOrder.filter(({ message }) => {
    if (obs9(message, feed) !== undefined) return false;
    const own = sessionsOf(message);
    if (own.some((session) => sessions.has(session))) return false;
    own.forEach((session) => sessions.add(session));
    return true;
  });
}

/** When those came that would be reported now, earliest first. */
function chosenAtMs(state: RoundState, feed: StepUpFeed): bigint[] {
  const times = chooseObservations(state, feed).map(
    ({ observer }) => state.countedAtMs.get(hexOf(observer)) ?? 0n,
  );
  return times.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}

/** When the quorum that would be reported now was there; undefined where there is none. */
export function quorumAtMs(
  state: RoundState,
  feed: StepUpFeed & Pick<FeedRules, 'quorum'>,
): bigint | undefined {
  return chosenAtMs(state, feed)[Math.max(feed.quorum, 1) - 1];
}

/**
 * RND-2: when this node submits, if the chain does not show the round by then; undefined while there is no quorum, and for a node
 * that is no member. The turns count from the moment at which a report could carry every member's observation, or, where one is missing
 * or stays out, from the later of quorum and the end of gathering.
 */
export function submitTimeMs(state: RoundState, feed: RoundFeed, self: Uint8Array): bigint | undefined {
  const quorumMs = quorumAtMs(state, feed);
  if (quorumMs === undefined) return undefined;
  const place = transmitterOrder(feed.id, state.round, feed.operators).findIndex((member) =>
    equalBytes(member, self),
  );
  if (place < 0) return undefined;
  const completeMs = chosenAtMs(state, feed)[feed.operators.length - 1];
  const gatheredMs = later(quorumMs, gatherUntilMs(feed, state.round));
  const baseMs = completeMs !== undefined && completeMs < gatheredMs ? completeMs : gatheredMs;
  return later(baseMs + BigInt(place) * stageMs(feed), turnBeginsMs(feed, state.round, place));
}

/** Members whose observation is missing, in key order. */
export function missingMembers(state: RoundState, feed: Pick<FeedRules, 'operators'>): Uint8Array[] {
  return feed.operators.filter((member) => !state.observations.has(hexOf(member))).sort(compareBytes);
}
