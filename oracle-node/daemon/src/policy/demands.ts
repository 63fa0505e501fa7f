import type { FeedRules } from '@cloudx3/oracle-protocol';
import type { CredentialLookup } from '../notarizing/credentials.ts';
import type { Demand } from './allot.ts';
import type { Ask } from './ask.ts';
import { GAS } from './day-budget.ts';
import type { Policy } from './ports.ts';
import { dailyWork } from './predict.ts';

export interface DemandDeps {
  /** Feeds that are served. */
  readonly feeds: () => readonly FeedRules[];
  readonly ask: (feedId: number) => Ask | undefined;
  readonly policy: Pick<Policy, 'share'>;
  readonly credentials: Pick<CredentialLookup, 'nameOf'>;
}

/** What the feeds that are served want of a purse in a day, by group. Commands come as they come, and before them. */
export function demandsOn(purse: string, { feeds, ask, policy, credentials }: DemandDeps): readonly Demand[] {
  const byGroup = new Map<string, Demand>();
  for (const { id, operation, subject } of feeds()) {
    const asked = ask(id);
    const share = asked === undefined ? undefined : policy.share(asked);
    if (asked?.rhythm === undefined || share === undefined) continue;
    const { gas, requests } = dailyWork(asked.rhythm);
    const isOn = credentials.nameOf(operation, subject) === purse;
    const amount = purse === GAS ? gas : isOn ? requests : 0;
    const before = byGroup.get(share.group)?.amount ?? 0;
    byGroup.set(share.group, { ...share, amount: before + amount });
  }
  return [...byGroup.values()];
}
