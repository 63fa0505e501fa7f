import type { FeedRules } from '../feed.ts';
import type { Seat } from './seats.ts';
import { faultsTolerated } from './quorum.ts';

/**
 * The feed as it holds for one round: its members and its quorum are those of the round (ACC-1, QRM-2), its terms those that began by then
 * (CHG-1), and it takes reports where it is not closed for it (CHG-3).
 */
export function inRound(feed: FeedRules, round: bigint): FeedRules {
  const { pending, membership, closedFromRound } = feed;
  const isChanged = pending !== undefined && round >= pending.fromRound;
  const terms = isChanged ? { ...feed, ...pending.terms } : feed;
  const active = closedFromRound === undefined ? feed.active : round < closedFromRound;
  if (membership === undefined) return { ...terms, active };
  const ofRound = (seats: readonly Seat[]): Uint8Array[] =>
    seats.filter((seat) => holdsSeat(seat, round) && (seat.agreed || !isChanged)).map(({ pubkey }) => pubkey);
  const operators = ofRound(membership.operators);
  const quorum = Math.max(terms.quorum, 2 * faultsTolerated(operators.length) + 1);
  return { ...terms, active, operators, notaries: ofRound(membership.notaries), quorum };
}

/** Whether a key is a member of a round. */
export function holdsSeat({ rounds }: Pick<Seat, 'rounds'>, round: bigint): boolean {
  return rounds.some(({ from, until }) => from <= round && (until === undefined || round < until));
}
