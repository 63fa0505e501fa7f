import { z } from 'zod';
import { atMs, decimalText } from './words.ts';

export const membershipSchema = z
  .object({
    kind: z.enum(['feed', 'device']).describe('Of what.'),
    id: z.string().describe('Id of the feed, decimal, or on-chain id of the device.'),
    member: z.boolean().describe('Whether the chain has it as a member: of the round that runs, or now.'),
    reason: z.string().describe('Why it is no member yet, or no more; empty where it is one.'),
    sinceRound: decimalText
      .optional()
      .describe('First round that it is, was or will be a member of, of a feed.'),
    untilRound: decimalText.optional().describe('First round that it is no member of any more, of a feed.'),
    sinceMs: atMs.optional().describe('Since when it serves a device, Unix ms.'),
    untilMs: atMs.optional().describe('Until when it served a device, Unix ms.'),
    jailedUntilMs: atMs
      .optional()
      .describe('Until when it cannot accept again, after it was absent too long, Unix ms.'),
    runway: decimalText
      .optional()
      .describe('Rounds that the escrow of a feed pays yet; absent where an observation is paid nothing.'),
  })
  .readonly();

/** How the chain has an operator’s part in a feed or device that asks for it. */
export type MembershipStatus = z.output<typeof membershipSchema>;
