import { z } from 'zod';
import { atMs } from './words.ts';

export const troubleSchema = z
  .object({
    name: z.string().describe('Stable name, like "chain" or "feed/7/missed".'),
    code: z.string().describe('Dotted code of what is wrong.'),
    level: z.enum(['red', 'yellow']).describe('Red: the node does not do what it should.'),
    message: z.string().describe('What is wrong, for people.'),
    sinceMs: atMs.describe('When it began, Unix ms.'),
  })
  .readonly();

/** Something that an operator has to know. */
export type Trouble = z.output<typeof troubleSchema>;

export const healthSchema = z
  .object({
    ok: z.boolean().describe('False where any trouble is red; /health answers 503 then.'),
    troubles: z
      .array(troubleSchema)
      .readonly()
      .describe('Everything that is wrong now; none in a healthy node.'),
  })
  .readonly();

/** What /health answers. */
export type HealthStatus = z.output<typeof healthSchema>;

export const recentErrorSchema = z
  .object({
    atMs: atMs.describe('When, Unix ms.'),
    code: z.string().describe('Dotted code; "unexpected" is a bug or the system.'),
    message: z.string().describe('What was said, for people.'),
    doing: z.string().describe('What the node was doing.'),
  })
  .readonly();

/** Something that failed a while ago. */
export type RecentError = z.output<typeof recentErrorSchema>;
