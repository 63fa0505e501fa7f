import { equalBytes } from '@cloudx3/proto';
import { oracleMsg } from '@cloudx3/sdk';
import type { ChainWriter, OracleQueries, Role, StandingRule } from '@cloudx3/sdk';
import { STANDING_RULE } from '../economy.ts';
import type { Vendor } from '../vendor/vendor.ts';

/** What operators and notaries of this network agree to beforehand: reading this vendor, for who deploys and for the device's owner (rule ACC-3). */
export function ruleFor(vendor: Vendor, admins: readonly string[]): StandingRule {
  const operations = vendor.adapters.flatMap((adapter) =>
    Object.values(adapter.operations).map(({ id }) => id),
  );
  return { ...STANDING_RULE, admins, operations };
}

/** Sets a key's rule by its own account, unless the chain has it so. */
export async function setRule(
  account: Pick<ChainWriter, 'execute'>,
  oracle: OracleQueries,
  key: { readonly role: Role; readonly pubkey: Uint8Array },
  rule: StandingRule,
): Promise<void> {
  const known = await oracle.standingRule(key.role, key.pubkey);
  if (known?.rule !== undefined && isSame(known.rule, rule)) return;
  await account.execute(oracle.address, oracleMsg.setStandingRule({ ...key, rule }));
}

function isSame(one: StandingRule, other: StandingRule): boolean {
  return (
    one.leastReward === other.leastReward &&
    one.mostFeeds === other.mostFeeds &&
    one.admins.toSorted().join() === other.admins.toSorted().join() &&
    one.operations.length === other.operations.length &&
    one.operations.every((id) => other.operations.some((known) => equalBytes(id, known)))
  );
}
