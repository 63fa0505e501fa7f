import { z } from 'zod';
import { count } from './words.ts';

export const poolStatusSchema = z
  .object({
    mode: z.string().describe('Mode of the sessions, as feeds name it.'),
    size: count.describe('Most sessions that wait at a time.'),
    prepared: count.describe('Sessions that are ready for a reading.'),
    inSetup: count.describe('Sessions that are being made.'),
    notaries: z
      .array(
        z.object({
          url: z.string().describe('Address of the notary.'),
          prepared: count.describe('Sessions with it that are ready.'),
          inSetup: count.describe('Sessions with it that are being made.'),
        }),
      )
      .readonly()
      .describe('With whom; those alone with whom there is a session.'),
  })
  .readonly();

/** The sessions that a node has ready in one mode. */
export type PoolStatus = z.output<typeof poolStatusSchema>;
