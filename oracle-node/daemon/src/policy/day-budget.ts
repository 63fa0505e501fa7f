import type { Clock } from '../clock/clock.ts';
import { NodeError } from '../error.ts';
import type { SpendingStore } from '../store/ports.ts';
import type { Telemetry } from '../telemetry/telemetry.ts';
import { mayTake } from './allot.ts';
import type { DayState, Demand } from './allot.ts';
import { DAY_SECONDS } from './figures.ts';
import type { Share } from './share.ts';

/** Name of the purse of gas; each credential of a vendor has one of its own name. */
export const GAS = 'gas';

/** What the operator lets go in a day (UTC). */
export interface DayLimits {
  /** Gas of this node's transactions; undefined for any amount. */
  readonly gas: number | undefined;
  /** Requests with each credential, by server name; any number where a server is not named. */
  readonly requests: ReadonlyMap<string, number>;
}

/** Most that a purse lets go in a day; the name of a credential begins with that of its server. */
export function limitOf(purse: string, { gas, requests }: DayLimits): number | undefined {
  return purse === GAS ? gas : requests.get(purse.split(' ')[0] ?? '');
}

/** What something costs, and whose it is. */
export interface Spending {
  /** {@link GAS}, or the name of a credential. */
  readonly purse: string;
  readonly share: Share;
  readonly amount: number;
  /** Whether it is for a command. */
  readonly isFirst: boolean;
}

export interface DayBudgetDeps {
  readonly store: SpendingStore;
  readonly clock: Pick<Clock, 'nowMs'>;
  readonly telemetry: Telemetry;
  /** Most that a purse lets go in a day; undefined for any amount. */
  readonly limitOf: (purse: string) => number | undefined;
  /** What everything that is served wants of a purse in a day. */
  readonly demandsOn: (purse: string) => readonly Demand[];
}

/** How a purse stands today. */
export interface PurseStatus {
  readonly name: string;
  readonly spent: number;
  readonly limit: number;
}

const DAY_MS = DAY_SECONDS * 1_000;

/** What the node spends in a day, counted on disk before it is spent, and bounded by what its operator lets go. */
export class DayBudget {
  private readonly deps: DayBudgetDeps;
  private readonly seen = new Set<string>();
  private readonly refused = new Set<string>();

  constructor(deps: DayBudgetDeps) {
    this.deps = deps;
  }

  /** Whether there is so much left for it. */
  allows(spending: Spending): boolean {
    const state = this.stateOf(spending.purse);
    return state === undefined || mayTake(state, { ...spending, group: spending.share.group });
  }

  /** Throws `node.budget` where there is not, and tells of it. */
  insist(spending: Spending): void {
    if (!this.allows(spending)) throw this.refusal(spending);
  }

  /** Takes it, or throws `node.budget`. What it gives back is put right later: by what it came to, or by 0 where it was not spent. */
  take(spending: Spending): (cameTo: number) => void {
    this.insist(spending);
    return this.count(spending);
  }

  /** Counts what has to be done whatever the budget: the end of what was begun. */
  count({ purse, share: { group }, amount }: Spending): (cameTo: number) => void {
    const { store, telemetry } = this.deps;
    const day = this.day();
    this.seen.add(purse);
    const add = (more: number): void => {
      if (more !== 0) store.add({ day, purse, group }, Math.round(more));
      const status = this.statusOf(purse);
      if (status !== undefined) telemetry.policy.spent(status);
    };
    add(amount);
    return (cameTo) => add(cameTo - amount);
  }

  /** Purses with a limit that were used since the start, and that of gas. */
  status(): PurseStatus[] {
    return [...new Set([GAS, ...this.seen])].flatMap((purse) => this.statusOf(purse) ?? []);
  }

  private statusOf(purse: string): PurseStatus | undefined {
    const limit = this.deps.limitOf(purse);
    if (limit === undefined) return undefined;
    const spent = [...this.deps.store.ofDay(this.day(), purse).values()].reduce((all, each) => all + each, 0);
    return { name: purse, spent, limit };
  }

  private stateOf(purse: string): DayState | undefined {
    const { store, clock, limitOf, demandsOn } = this.deps;
    const limit = limitOf(purse);
    if (limit === undefined) return undefined;
    const dayLeft = 1 - (clock.nowMs() % DAY_MS) / DAY_MS;
    return { limit, spent: store.ofDay(this.day(), purse), demands: demandsOn(purse), dayLeft };
  }

  /** Told of once a day for each group, and counted each time. */
  private refusal({ purse, share: { group }, amount }: Spending): NodeError {
    const { name, spent, limit } = this.statusOf(purse) ?? { name: purse, spent: 0, limit: 0 };
    const key = `${this.day()} ${purse} ${group}`;
    this.deps.telemetry.policy.overBudget({ name, group, amount, spent, limit }, !this.refused.has(key));
    if (this.refused.size > 1_000) this.refused.clear();
    this.refused.add(key);
    return new NodeError(
      'node.budget',
      `${group} is due no more of ${purse} today: ${spent} of ${limit} are spent, and ${amount} more were asked for`,
    );
  }

  private day(): number {
    return Math.floor(this.deps.clock.nowMs() / DAY_MS);
  }
}
