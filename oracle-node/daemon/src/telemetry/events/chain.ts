import { z } from 'zod';
import { event, openEvent } from '../definition.ts';
import { feedId, gas, height, reading, round, subject, tx, unit, value } from '../words.ts';

/** The chain: whether it answers, and what it says of feeds. */
export const CHAIN_EVENTS = {
  'chain.reachable': event({
    level: 'info',
    meaning: 'The chain answers again.',
    attributes: {},
    moves: { node_chain_reachable: () => ({ labels: {}, value: 1 }) },
  }),
  'chain.unreachable': event({
    level: 'none',
    meaning: 'The chain did not answer; `error` says why.',
    attributes: {},
    moves: {
      node_chain_failures_total: () => ({ labels: {} }),
      node_chain_reachable: () => ({ labels: {}, value: 0 }),
    },
  }),
  'chain.block': event({
    level: 'none',
    meaning: 'A block was handled.',
    attributes: { height },
    moves: {
      node_chain_height: ({ height: at }) => ({ labels: {}, value: at }),
      node_chain_reachable: () => ({ labels: {}, value: 1 }),
    },
  }),
  'feed.updated': openEvent({
    level: 'info',
    meaning: 'The contract published a value, whoever reported it.',
    attributes: {
      feedId,
      round,
      height,
      tx,
      value: value.optional(),
      unit: unit.optional(),
      reading: reading.optional(),
      subject: subject.optional(),
    },
    beside: ['reading', 'subject'],
    further: 'the contract’s own attributes as they are: spread, observations, notaries, modes, rewards',
    moves: {
      node_feed_last_round: ({ feedId: feed, round: of }) => ({ labels: { feed }, value: Number(of) }),
    },
  }),
  'feed.not_asked': event({
    level: 'debug',
    meaning: 'The newest value could not be asked of the chain before a report was built on it.',
    attributes: { feedId, failed: z.string().describe('why') },
  }),
  'transaction.ended': event({
    level: 'none',
    meaning: 'A transaction was included, found not to be needed, or refused.',
    attributes: {
      purpose: z.enum(['report', 'omitted', 'take', 'settle']).describe('what it was for'),
      outcome: z.enum(['confirmed', 'not_needed', 'failed']).describe('how it ended'),
      gas: gas.optional(),
    },
    moves: {
      node_transactions_total: ({ purpose, outcome }) => ({ labels: { purpose, outcome } }),
      node_gas_used_total: ({ purpose, gas: used }) =>
        used === undefined ? undefined : { labels: { purpose }, value: Number(used) },
    },
  }),
} as const;
