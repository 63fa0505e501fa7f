import { z } from 'zod';
import { event, openEvent } from '../definition.ts';
import {
  attestations,
  code,
  failed,
  feedId,
  gas,
  height,
  message,
  mode,
  notaries,
  operatorKey,
  reading,
  reason,
  round,
  sessionTimeMs,
  subject,
  tx,
  unit,
  value,
} from '../words.ts';

const observations = z.number().describe('observations');
const peers = z.number().describe('peers it was sent to');

/** Rounds: observations, the quorum, the report. */
export const ROUND_EVENTS = {
  'round.step_up': event({
    level: 'info',
    meaning: 'The value moved further than PROXY is trusted with (OBS-9): the round is read again by MPC.',
    attributes: { feedId, round },
  }),
  'observation.signed': event({
    level: 'info',
    meaning: 'This node made its contribution to a round.',
    attributes: {
      feedId,
      round,
      value,
      unit,
      mode,
      notaries,
      attestations,
      reading,
      subject,
      sessionTimeMs,
    },
    beside: ['reading', 'subject', 'sessionTimeMs'],
    moves: { node_observations_total: ({ feedId: feed }) => ({ labels: { feed } }) },
  }),
  'observation.published': event({
    level: 'info',
    meaning: 'The observation was gossiped.',
    attributes: { feedId, round, peers },
    advice: '0 peers: check `listen` and `announce` under `[p2p]`.',
  }),
  'observation.received': event({
    level: 'info',
    meaning: 'Another member’s observation passed every rule.',
    attributes: {
      feedId,
      round,
      observer: operatorKey,
      held: z.number().describe('observations of the round held now'),
      value,
      unit,
      mode,
      notaries,
      attestations,
      reading,
      subject,
      sessionTimeMs,
    },
    beside: ['value', 'unit', 'mode', 'notaries', 'attestations', 'reading', 'subject', 'sessionTimeMs'],
  }),
  'observation.equivocation': event({
    level: 'warn',
    meaning: 'A member signed two different observations for one round (OBS-8); the evidence is kept.',
    attributes: {
      feedId,
      round,
      observer: operatorKey,
      own: z.boolean().describe('whether it is this node’s key'),
    },
    moves: { node_equivocations_total: () => ({ labels: {} }) },
    advice: 'If it is your own key: stop the other process, or replace the key.',
  }),
  'gossip.message': event({
    level: 'none',
    meaning: 'A gossip message was judged.',
    attributes: {
      verdict: z.string().describe('accept, ignore or reject'),
      code: z.string().describe('accept, or the code of the rule that said no'),
    },
    moves: { node_gossip_messages_total: ({ verdict, code: of }) => ({ labels: { verdict, code: of } }) },
  }),
  'observations.asked': event({
    level: 'debug',
    meaning: 'A member was asked for observations that gossip missed (RND-5).',
    attributes: {
      feedId,
      round,
      member: operatorKey,
      answered: z
        .union([z.number(), z.literal('malformed')])
        .optional()
        .describe('observations in the answer'),
      taken: z.number().optional().describe('how many of them were new and good'),
      failed,
    },
  }),
  'round.quorum': event({
    level: 'info',
    meaning: 'Enough observations of a round are held to report it.',
    attributes: {
      feedId,
      round,
      observations,
      quorum: z.number().describe('how many are needed'),
      members: z.number().describe('members of the feed'),
    },
  }),
  'round.missed': event({
    level: 'error',
    meaning: 'This node should have observed a round and did not.',
    attributes: { feedId, round, code, reason },
    moves: { node_missed_rounds_total: ({ feedId: feed }) => ({ labels: { feed } }) },
    advice: 'By its code.',
  }),
  'observation.omitted': event({
    level: 'warn',
    meaning:
      'The report of a round left out this node’s observation, which had been there in time. Claimed on chain where that pays, or keeps this member in (REP-12, REP-13).',
    attributes: {
      feedId,
      round,
      reward: z.string().describe('what the observation is paid; smallest coin, decimal'),
      fee: z.number().describe('what claiming it is expected to cost; smallest coin'),
      claims: z
        .boolean()
        .describe(
          'whether it is claimed: the reward is more than the fee, or this member would be out before long',
        ),
    },
    moves: { node_omitted_observations_total: ({ feedId: feed }) => ({ labels: { feed } }) },
    advice:
      'Once in a while: gossip lost it; check `listen` and `announce` under `[p2p]`. Of one transmitter only: tell the feed’s maker.',
  }),
  'omission.claimed': event({
    level: 'info',
    meaning:
      'An observation that its report left out is paid after all; this node is not absent from its round.',
    attributes: { feedId, round, tx, height, gas },
    moves: { node_claimed_omissions_total: ({ feedId: feed }) => ({ labels: { feed } }) },
  }),
  'omission.not_claimed': event({
    level: 'warn',
    meaning: 'The contract does not pay an observation that its report left out.',
    attributes: { feedId, round, code, message },
    advice: 'By the contract’s code; `omitted.unfunded`: the escrow of the feed is used up.',
  }),
  'report.submitted': event({
    level: 'info',
    meaning: 'It is this node’s turn, and the report is on its way.',
    attributes: {
      feedId,
      round,
      observations,
      bytes: z.number().describe('size of the report'),
      turn: z.number().describe('place in the transmitter order; 1 is first'),
    },
  }),
  'report.confirmed': openEvent({
    level: 'info',
    meaning: 'The report is on chain.',
    attributes: {
      feedId,
      round: round.optional(),
      tx,
      height,
      gas,
      outcome: z
        .string()
        .describe('what the contract made of it: `feed_updated`, `group_updated` or `feed_skipped`'),
    },
    further: 'the contract’s own attributes as they are',
  }),
  'report.refused': event({
    level: 'warn',
    meaning: 'The contract passed over a report in a transaction of this chain, whoever sent it (REP-11).',
    attributes: { feedId, round, code, reason },
    advice: 'By the contract’s code.',
  }),
  'report.not_needed': event({
    level: 'info',
    meaning: 'Somebody else reported the round first.',
    attributes: { feedId, round },
  }),
  'report.failed': event({
    level: 'error',
    meaning: 'The contract refused the report.',
    attributes: { feedId, round, code, message },
    advice: 'By the contract’s code; often a machine whose program is older than the contract.',
  }),
} as const;
