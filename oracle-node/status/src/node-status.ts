import { z } from 'zod';
import { askSchema } from './ask.ts';
import { feedStatusSchema } from './feed.ts';
import { healthSchema, recentErrorSchema } from './health.ts';
import { membershipSchema } from './membership.ts';
import { poolStatusSchema } from './pool.ts';
import { atMs, count, decimalText, keyText } from './words.ts';

/** Raised where an answer changes in a way that a reader of the one before cannot take. */
export const STATUS_VERSION = 1;

const chain = z.object({
  id: z.string().describe('Chain id.'),
  oracle: z.string().describe('Address of the oracle contract.'),
  devices: z
    .string()
    .optional()
    .describe('Address of the devices contract; absent where no commands are served.'),
  height: count.optional().describe('Newest block that was handled; absent before the first.'),
});

const peer = z.object({
  key: keyText.describe('Operator key.'),
  peerId: z.string().describe('libp2p’s name of it.'),
  connected: z.boolean(),
});

const command = z.object({
  id: decimalText,
  step: z.string().describe('seen, taken, acting, acted, proven, settled or abandoned.'),
  acts: count.describe('How often acting was begun.'),
  reason: z.string().describe('Why it stands so; empty where there is nothing to say.'),
});

const budget = z.object({
  name: z.string().describe('gas, or the name of a vendor’s credential.'),
  spent: count.describe('Spent today (UTC), in gas or requests.'),
  limit: count.describe('Most that may be spent in a day.'),
});

const equivocation = z.object({
  feedId: z.int().min(0),
  round: decimalText,
  observer: keyText.describe('Who signed twice.'),
  atMs: atMs.describe('When it was proven, Unix ms.'),
});

/** What `/status` answers: plain JSON, nothing secret. What is not known here is left out when it is read. */
export const nodeStatusSchema = z
  .object({
    version: z.literal(STATUS_VERSION),
    name: z.string().describe('For people.'),
    operator: keyText.describe('The key that observations are signed with.'),
    account: z.string().describe('Gas account.'),
    chain: chain.readonly(),
    registered: z.boolean().describe('Whether the chain shows the operator as registered and active.'),
    feeds: z
      .array(feedStatusSchema)
      .readonly()
      .describe('Active feeds of which this node is a member and that its operator accepted.'),
    asks: z
      .array(askSchema)
      .readonly()
      .describe('Feeds that name this operator, the first hundred, and what the operator said to each.'),
    memberships: z
      .array(membershipSchema)
      .readonly()
      .describe('What of it the chain has: the first hundred feeds, and devices that are served.'),
    pools: z.array(poolStatusSchema).readonly().describe('Sessions that are ready, by mode.'),
    peers: z.array(peer.readonly()).readonly().describe('Registered operators.'),
    addresses: z.array(z.string()).readonly().describe('Multiaddresses under which peers reach this node.'),
    queues: z.object({ readings: count, commands: count }).readonly().describe('Jobs that wait or run.'),
    budgets: z.array(budget.readonly()).readonly().describe('Budgets of the day that the operator set.'),
    outbox: z
      .array(z.object({ key: z.string().describe('Names the effect.'), txHash: z.string() }).readonly())
      .readonly()
      .describe('Transactions that are signed and not known to be on chain.'),
    commands: z.array(command.readonly()).readonly().describe('The last ones, newest first.'),
    equivocations: z.array(equivocation.readonly()).readonly().describe('Proven ones.'),
    health: healthSchema,
    lastErrors: z.array(recentErrorSchema).readonly().describe('Newest first.'),
  })
  .readonly();

/** How a node is, as it says itself. */
export type NodeStatus = z.output<typeof nodeStatusSchema>;
