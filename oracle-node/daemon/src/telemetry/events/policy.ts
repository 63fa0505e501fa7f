import { z } from 'zod';
import { event } from '../definition.ts';

const purse = {
  name: z.string().describe('`gas`, or the name of the credential'),
  spent: z.number().describe('spent today (UTC), in gas or requests'),
  limit: z.number().describe('most that may be spent in a day'),
} as const;

/** What is asked of the node, and what it may spend on it. */
export const POLICY_EVENTS = {
  'policy.standing': event({
    level: 'info',
    meaning:
      'A feed or device on chain names this operator, and stands to the operator’s policy as said. Told when it is first seen and whenever that changes; only `accepted`, `by_rule` and `leaving` are served.',
    attributes: {
      kind: z.enum(['feed', 'device']).describe('what asks'),
      id: z.string().describe('id of the feed, decimal, or on-chain id of the device'),
      by: z.string().describe('account of the feed’s admin or the device’s owner'),
      label: z.string().describe('what its maker calls it; a stranger’s word'),
      pays: z.string().describe('for an observation, or least escrow of a command; smallest coin, decimal'),
      operations: z.array(z.string()).readonly().describe('ids of the operations that it asks for, hex'),
      standing: z
        .enum(['accepted', 'by_rule', 'leaving', 'refused', 'changed', 'asked'])
        .describe('what the operator said to it; `changed`: other terms were accepted'),
    },
    advice: '`oracle-node policy` shows what it would send and reveal; accept it or refuse it there.',
  }),
  'policy.accepted_on_chain': event({
    level: 'info',
    meaning: 'What the operator accepted is accepted on chain, so that this node is a member (ACC-1, DEV-5).',
    attributes: { of: z.string().describe('`feed` or `device`, and its id') },
  }),
  'budget.refused': event({
    level: 'warn',
    meaning:
      'A budget of the day has nothing left for a group, so that a reading, a report or a command was not begun. Told once a day for each.',
    attributes: {
      ...purse,
      group: z
        .string()
        .describe('whose it would be: a feed, a device, or all of an account that a rule lets in'),
      amount: z.number().describe('what was asked for'),
    },
    moves: { node_budget_refusals_total: ({ name }) => ({ labels: { budget: name } }) },
    advice: 'Raise the limit under `[policy]` or `[[quotas]]`, or refuse what is not worth it.',
  }),
  'budget.refused_again': event({
    level: 'none',
    meaning: 'The same once more; only counted.',
    attributes: { name: purse.name },
    moves: { node_budget_refusals_total: ({ name }) => ({ labels: { budget: name } }) },
  }),
  'budget.spent': event({
    level: 'none',
    meaning: 'Something was taken out of a budget of the day, or given back.',
    attributes: purse,
    moves: {
      node_budget_used_ratio: ({ name, spent, limit }) => ({
        labels: { budget: name },
        value: limit === 0 ? 1 : spent / limit,
      }),
    },
  }),
} as const;
