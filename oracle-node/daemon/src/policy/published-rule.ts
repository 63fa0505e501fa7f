// The part of a configuration's standing rule that the oracle contract knows, so that feeds that fit it have their member at once (ACC-3).
import type { StandingRule as ChainRule } from '@cloudx3/sdk';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import type { NodeConfig } from '../config/schema.ts';
import { NodeError } from '../error.ts';

/** What the contract takes of a rule. */
const MOST = { operations: 32, by: 16 } as const;

/** How a field of the rule stands in the configuration and on chain, as people read it; empty where there is nothing. */
export interface RuleDifference {
  readonly field: 'by' | 'operations' | 'least_reward' | 'most_feeds';
  readonly file: string;
  readonly chain: string;
}

/** Whether a configuration states a rule: without an account or an operation in it nobody is served unasked. */
export function statesRule({ by, operations }: NodeConfig['policy']): boolean {
  return by.length > 0 && operations.length > 0;
}

/**
 * The rule that a configuration states, as the contract takes it. Throws `node.usage` where it states none, for to the contract an empty list
 * of accounts is any account, or where it names more than the contract keeps.
 */
export function publishedRule(policy: NodeConfig['policy']): ChainRule {
  const { by, operations, least_reward: leastReward, most_feeds: mostFeeds } = policy;
  if (!statesRule(policy))
    throw new NodeError(
      'node.usage',
      'the configuration states no rule: name accounts (by) and operations under [policy]; "oracle-node policy unpublish" takes back the one on chain',
    );
  for (const field of ['by', 'operations'] as const)
    if (policy[field].length > MOST[field])
      throw new NodeError(
        'node.usage',
        `[policy] ${field} has ${policy[field].length} entries, and the chain keeps ${MOST[field]}; accept what is beyond them by "oracle-node policy accept"`,
      );
  const ids = operations.map((id) => hexToBytes(id));
  return { operations: ids, admins: by, leastReward: BigInt(leastReward), mostFeeds };
}

/** What of a rule is on chain otherwise than in the configuration; nothing where they say the same. */
export function ruleDifferences(
  policy: NodeConfig['policy'],
  chain: ChainRule | undefined,
): RuleDifference[] {
  const file = statesRule(policy) ? policy : undefined;
  const fields: readonly RuleDifference[] = [
    { field: 'by', file: listed(file?.by), chain: listed(chain?.admins) },
    {
      field: 'operations',
      file: listed(file?.operations),
      chain: listed(chain?.operations.map(bytesToHex)),
    },
    {
      field: 'least_reward',
      file: String(file?.least_reward ?? ''),
      chain: chain?.leastReward.toString() ?? '',
    },
    { field: 'most_feeds', file: String(file?.most_feeds ?? ''), chain: String(chain?.mostFeeds ?? '') },
  ];
  return fields.filter((each) => each.file !== each.chain);
}

/** In one order: the contract keeps lists as they came. */
function listed(items: readonly string[] = []): string {
  return items.toSorted().join(', ');
}
