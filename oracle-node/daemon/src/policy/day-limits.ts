import type { NodeConfig } from '../config/schema.ts';
import { DAY_SECONDS } from './figures.ts';
import type { DayLimits } from './day-budget.ts';

/** What the configuration lets go in a day: of several quotas of a server the one that lets through least, kept up for a whole day. */
export function dayLimits({ policy, quotas }: Pick<NodeConfig, 'policy' | 'quotas'>): DayLimits {
  const requests = new Map<string, number>();
  for (const { server, requests: some, per_seconds: seconds } of quotas) {
    const ofDay = Math.floor((some * DAY_SECONDS) / seconds);
    requests.set(server, Math.min(ofDay, requests.get(server) ?? Infinity));
  }
  return { gas: policy.gas_per_day, requests };
}
