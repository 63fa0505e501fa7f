import { messageOf } from '@cloudx3/errors';
import { inDecimal } from '../voice.ts';
import type { OfRound, RoundRef, Voice } from '../voice.ts';

const OTHER_SIGNER =
  'somebody else signs observations with this node’s key: is it running twice, or was the key taken?';

/** Rounds: observations of this node and of others, and what became of them. */
export function tellsOfRounds({ emit, health }: Voice) {
  return {
    stepUp: (round: RoundRef): void => emit('round.step_up', inDecimal(round)),
    signed(observation: OfRound<'observation.signed'>): void {
      health.clear({ kind: 'feed/N/missed', of: observation.feedId });
      emit('observation.signed', inDecimal(observation));
    },
    published: (observation: OfRound<'observation.published'>): void =>
      emit('observation.published', inDecimal(observation)),
    received: (observation: OfRound<'observation.received'>): void =>
      emit('observation.received', inDecimal(observation)),
    quorum: (round: OfRound<'round.quorum'>): void => emit('round.quorum', inDecimal(round)),
    missed(round: OfRound<'round.missed'>): void {
      health.raise(
        { kind: 'feed/N/missed', of: round.feedId },
        {
          code: 'node.round_missed',
          message: `no observation for round ${round.round} of feed ${round.feedId}: ${round.reason}`,
        },
      );
      emit('round.missed', inDecimal(round));
    },
    equivocated(proven: OfRound<'observation.equivocation'>): void {
      emit('observation.equivocation', inDecimal(proven));
      if (proven.own)
        health.raise({ kind: 'double_signing' }, { code: 'node.double_signing', message: OTHER_SIGNER });
    },
    /** The report of a round left out what this node had said. */
    omitted: (observation: OfRound<'observation.omitted'>): void =>
      emit('observation.omitted', inDecimal(observation)),
    omissionClaimed: (claim: OfRound<'omission.claimed'>): void => emit('omission.claimed', inDecimal(claim)),
    omissionNotClaimed: (claim: OfRound<'omission.not_claimed'>): void =>
      emit('omission.not_claimed', inDecimal(claim)),
    /** `code` is "accept" where no rule said no. */
    judged: (verdict: string, code: string): void => emit('gossip.message', { verdict, code }),
    asked(
      round: RoundRef & { readonly member: string },
      answered: number | 'malformed',
      taken: number,
    ): void {
      emit('observations.asked', { ...inDecimal(round), answered, taken });
    },
    askedInVain: (round: RoundRef & { readonly member: string }, error: unknown): void =>
      emit('observations.asked', { ...inDecimal(round), failed: messageOf(error) }),
  };
}
