// What a configuration says of what its node agrees to and can do.
import type { NodeConfig } from '../config/schema.ts';
import type { DayLimits } from './day-budget.ts';
import { DAY_SECONDS, SESSION_SECONDS } from './figures.ts';
import type { Machine } from './fits.ts';
import type { StandingRule } from './standing.ts';

/** What the configuration lets go in a day: of several quotas of a server the one that lets through least, kept up for a whole day. */
export function dayLimits({ policy, quotas }: Pick<NodeConfig, 'policy' | 'quotas'>): DayLimits {
  const requests = new Map<string, number>();
  for (const { server, requests: some, per_seconds: seconds } of quotas) {
    const ofDay = Math.floor((some * DAY_SECONDS) / seconds);
    requests.set(server, Math.min(ofDay, requests.get(server) ?? Infinity));
  }
  return { gas: policy.gas_per_day, requests };
}

/** Sessions in PROXY mode cost next to nothing, and do not wait behind those by MPC, which take whole cores and a gigabyte each. */
const PROXY_SESSIONS = 16;

/** What the configuration says of its machine; what it does not say is as it was measured. */
export function machineOf({ mpc }: Pick<NodeConfig, 'mpc'>): Machine {
  return {
    sessions: { mpc: mpc.concurrency, proxy: PROXY_SESSIONS },
    seconds: { ...SESSION_SECONDS, mpc: mpc.session_s },
  };
}

/** The rule that a configuration states. */
export function standingRule(config: Pick<NodeConfig, 'policy' | 'mpc'>): StandingRule {
  const { by, operations, least_reward: least, weight } = config.policy;
  return { by, operations, leastReward: BigInt(least), weight, machine: machineOf(config) };
}
