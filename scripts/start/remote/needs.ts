import { COMMAND, DEVICE_RULES, OPERATOR_BOND, feedsOf } from '../economy.ts';
import type { Keys } from '../keys.ts';
import type { NetworkOptions } from '../network-options.ts';
import type { NetworkPlan } from '../plan.ts';
import type { NetworkState } from '../state.ts';
import { gasCost } from './fund-accounts.ts';
import type { Need } from './fund-accounts.ts';

/** Gas for which each has money: two uploads and what is deployed; what an owner does; some hours of reports; a registration. */
const GAS = { deployer: 40_000_000, owner: 40_000_000, operator: 20_000_000, notary: 5_000_000 };
/** Commands that the owner can pay for. */
const COMMANDS = 10n;

/** What each account of the network must have: gas, and, where they were not paid yet, what they put down. */
export function needsOf(
  { chain: { gasPrice } }: Pick<NetworkPlan, 'chain'>,
  options: Pick<NetworkOptions, 'chain' | 'stepUpFeed'>,
  { accounts, identities }: Pick<Keys, 'accounts' | 'identities'>,
  { funded = false }: Pick<NetworkState, 'funded'>,
): Need[] {
  const bond = BigInt(OPERATOR_BOND);
  const escrow = feedsOf(options).reduce((sum, feed) => sum + BigInt(feed.escrow), 0n);
  const need =
    (role: keyof typeof GAS, stake: bigint, running = 0n) =>
    ({ address }: { readonly address: string }): Need => ({
      address,
      amount: gasCost(gasPrice, GAS[role]) + running + (funded ? 0n : stake),
    });
  return [
    need('deployer', escrow)(accounts.deployer),
    need('owner', 0n, BigInt(COMMAND.escrow) * COMMANDS)(accounts.owner),
    ...identities.map(need('operator', bond, DEVICE_RULES.leaseDeposit * COMMANDS)),
    ...accounts.notaries.map(need('notary', bond)),
  ];
}
