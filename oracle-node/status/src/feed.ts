import { z } from 'zod';
import { atMs, count, decimalText, keyText } from './words.ts';

export const feedStatusSchema = z
  .object({
    feedId: z.int().min(0).describe('Id of the feed.'),
    round: decimalText.optional().describe('The round that runs; absent before the first.'),
    observations: z.array(keyText).readonly().describe('Members whose observation of it is held.'),
    quorum: count.describe('How many observations a report needs.'),
    members: count.describe('How many members the feed has.'),
    hasQuorum: z.boolean().describe('Whether the round can be reported.'),
    lastRoundOnChain: decimalText.optional().describe('Newest round that the chain shows.'),
    nextReadingAtMs: atMs.optional().describe('When this node reads next, Unix ms.'),
  })
  .readonly();

/** How one feed of this node stands. */
export type FeedStatus = z.output<typeof feedStatusSchema>;
