import { oracleMsg } from '@cloudx3/sdk';
import type { StandingRule } from '@cloudx3/sdk';
import type { Surroundings } from '../config/load.ts';
import { publishedRule, ruleDifferences } from '../policy/published-rule.ts';
import type { RuleDifference } from '../policy/published-rule.ts';
import { withChain } from './with-chain.ts';
import type { OnChain } from './with-chain.ts';

/** How the rule of the configuration stands to the one on chain. */
export interface ShownRule {
  /** Whether the chain has a rule of this operator. */
  readonly published: boolean;
  /** What differs; none where both say the same. */
  readonly differences: readonly RuleDifference[];
  /** The transaction, where one was sent. */
  readonly tx?: string;
}

/** Shows what of the standing rule the chain has otherwise than the configuration. */
export function showRule(configFile: string, surroundings: Surroundings): Promise<ShownRule> {
  return withChain(configFile, surroundings, (on) => shownRule(on));
}

/** Has the chain know the rule of the configuration, so that feeds that fit it have their member at once (ACC-3). Safe to run again. */
export function publishRule(configFile: string, surroundings: Surroundings): Promise<ShownRule> {
  return withChain(configFile, surroundings, async (on) => {
    const rule = publishedRule(on.config.policy);
    const before = await shownRule(on);
    return before.differences.length === 0 ? before : say(on, rule);
  });
}

/** Takes back the rule on chain; what was joined by it stays joined. Safe to run again. */
export function unpublishRule(configFile: string, surroundings: Surroundings): Promise<ShownRule> {
  return withChain(configFile, surroundings, async (on) => {
    const before = await shownRule(on);
    return before.published ? say(on, undefined) : before;
  });
}

async function say(on: OnChain, rule: StandingRule | undefined): Promise<ShownRule> {
  const { pubkey } = on.identity.operator;
  const message = oracleMsg.setStandingRule({ role: 'operator', pubkey, rule });
  const tx = await on.send({ contract: 'oracle', message });
  return { ...(await shownRule(on)), tx };
}

async function shownRule({ chain, config, identity }: OnChain): Promise<ShownRule> {
  const rule = await chain.standingRule(identity.operator.pubkey);
  return { published: rule !== undefined, differences: ruleDifferences(config.policy, rule) };
}

/** For people. */
export function ruleLines({ published, differences, tx }: ShownRule): string[] {
  const done = tx === undefined ? '' : ` (in ${tx})`;
  const has = published ? 'The chain has a standing rule of this operator' : 'The chain has no standing rule';
  if (differences.length === 0) return [`${has}, and the configuration says the same${done}`];
  return [
    `${has}${done}; the configuration says otherwise:`,
    ...differences.map(
      ({ field, file, chain }) =>
        `  ${field}: ${file || 'nothing'} in the file, ${chain || 'nothing'} on chain`,
    ),
  ];
}
