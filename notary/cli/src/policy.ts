import type { NotaryPolicy } from '@cloudx3/notary';
import type { NotaryConfig } from './config.ts';

/** The policy that the file states. Without a price what nobody pays for is served too; with one, only where the file says so. */
export function policyIn({ policy }: Pick<NotaryConfig, 'policy'>): NotaryPolicy {
  const { operators, operations, hosts, least_reward: least, unpaid = least === 0 } = policy;
  return { operators, operations, hosts, leastReward: BigInt(least), unpaid };
}
