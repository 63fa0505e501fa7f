import { z } from 'zod';
import { event } from '../definition.ts';

/** What is asked of the node. */
export const POLICY_EVENTS = {
  'policy.standing': event({
    level: 'info',
    meaning:
      'A feed or device on chain names this operator, and stands to the operator’s policy as said. Told when it is first seen and whenever that changes; only `accepted` and `by_rule` are served.',
    attributes: {
      kind: z.enum(['feed', 'device']).describe('what asks'),
      id: z.string().describe('id of the feed, decimal, or on-chain id of the device'),
      by: z.string().describe('account of the feed’s admin or the device’s owner'),
      label: z.string().describe('what its maker calls it; a stranger’s word'),
      pays: z.string().describe('for an observation, or least escrow of a command; smallest coin, decimal'),
      operations: z.array(z.string()).readonly().describe('ids of the operations that it asks for, hex'),
      standing: z
        .enum(['accepted', 'by_rule', 'refused', 'changed', 'asked'])
        .describe('what the operator said to it; `changed`: other terms were accepted'),
    },
    advice: '`oracle-node policy` shows what it would send and reveal; accept it or refuse it there.',
  }),
} as const;
