// Rounds, observation rules, quorum and schedule. Pure: time, keys and what the chain shows come as arguments.
export type { ChangedTerms, FeedRules, PendingRules } from './feed.ts';
export { nextToAsk } from './gossip/ask-plan.ts';
export { judgeEnvelope } from './gossip/judge-envelope.ts';
export { answerRequest, readAnswer, readRequest, requestMissing } from './gossip/missing-observations.ts';
export { asAccepted } from './observation/accepted.ts';
export type { AcceptedObservation } from './observation/accepted.ts';
export type { ObservationContext } from './observation/context.ts';
export type { Equivocation } from './observation/equivocation.ts';
export { judgeObservation } from './observation/judge.ts';
export { commandOrder } from './rounds/command-order.ts';
export { readTimeMs, takenFromMs } from './rounds/offsets.ts';
export { holdsSeat, inRound } from './rounds/members.ts';
export type { Membership, Seat } from './rounds/seats.ts';
export { faultsTolerated, /** @public */ quorumProblem } from './rounds/quorum.ts';
export {
  chooseObservations,
  countObservation,
  openRound,
  quorumAtMs,
  submitTimeMs,
} from './rounds/round-state.ts';
export type { RoundState } from './rounds/round-state.ts';
export { liveRounds, roundAt, sliceOf } from './rounds/schedule.ts';
export { transmitterOrder } from './rounds/transmitter-order.ts';
export { VERDICT_CODES } from './verdict.ts';
export type { Verdict } from './verdict.ts';
