import { z } from 'zod';

export const askSchema = z
  .object({
    kind: z.enum(['feed', 'device']).describe('What asks.'),
    id: z.string().describe('Id of the feed, decimal, or on-chain id of the device.'),
    by: z.string().describe('Account of the feed’s admin or the device’s owner.'),
    label: z.string().describe('What its maker calls it; a stranger’s word.'),
    standing: z
      .enum(['accepted', 'by_rule', 'leaving', 'refused', 'changed', 'asked'])
      .describe('What the operator said to it; only accepted, by_rule and leaving are served.'),
  })
  .readonly();

/** What somebody on chain asks of a node, and how its operator stands to it. */
export type AskStatus = z.output<typeof askSchema>;
