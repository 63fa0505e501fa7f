import { compareBytes, equalBytes } from '@cloudx3/proto';
import { sliceOf } from './schedule.ts';
import type { Schedule } from './schedule.ts';

// Reads are spread over the first half of a slice, so that a vendor's quota and a notary's processors see the members one after
// another; the second half is for what is slow: the proofs themselves, gossip, and the transaction.
const READ_WINDOW_DIVISOR = 2n;
// Observations are gathered until three quarters of the slice are over, where a member stays silent.
const GATHER_NUMERATOR = 3n;
const GATHER_DENOMINATOR = 4n;
const STAGE_DIVISOR = 16n;
const MIN_STAGE_MS = 2_500n;
const MAX_STAGE_MS = 15_000n;

interface Membership extends Schedule {
  readonly operators: readonly Uint8Array[];
}

/** RND-4: when this member reads in this round, in Unix milliseconds; undefined for a key that is no member. */
export function readTimeMs(feed: Membership, round: bigint, self: Uint8Array): bigint | undefined {
  const inKeyOrder = [...feed.operators].sort(compareBytes);
  const position = inKeyOrder.findIndex((member) => equalBytes(member, self));
  if (position < 0) return undefined;
  const window = feed.intervalMs / READ_WINDOW_DIVISOR;
  return sliceOf(feed, round).startMs + (window * BigInt(position)) / BigInt(feed.operators.length);
}

/** RND-2: until when a round that has a quorum waits for the members that are still missing. */
export function gatherUntilMs(schedule: Schedule, round: bigint): bigint {
  return sliceOf(schedule, round).startMs + (schedule.intervalMs * GATHER_NUMERATOR) / GATHER_DENOMINATOR;
}

/**
 * REP-10: from when on, by block time, the contract takes the report of the member at this place of the order (RND-2), counted from 0; at the
 * place after the last, one that nobody signed.
 */
export function turnBeginsMs(schedule: Schedule, round: bigint, place: number): bigint {
  if (place === 0) return sliceOf(schedule, round).startMs;
  return gatherUntilMs(schedule, round) + BigInt(place) * stageMs(schedule);
}

/**
 * REP-10: from when on, by block time, the contract takes a report with this many observations from the member at this place: not before the
 * end of gathering where one is missing.
 */
export function takenFromMs(feed: Membership, round: bigint, place: number, observations: number): bigint {
  const turnMs = turnBeginsMs(feed, round, place);
  return observations < feed.operators.length ? later(turnMs, gatherUntilMs(feed, round)) : turnMs;
}

/** RND-2: how long each further member in the transmitter order waits: a sixteenth of the interval, within 2.5 s and 15 s: a chain needs that long to include the report before, and the next node to see it. */
export function stageMs(schedule: Schedule): bigint {
  const stage = schedule.intervalMs / STAGE_DIVISOR;
  if (stage < MIN_STAGE_MS) return MIN_STAGE_MS;
  return stage > MAX_STAGE_MS ? MAX_STAGE_MS : stage;
}

/** The later of two moments. */
export function later(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}
