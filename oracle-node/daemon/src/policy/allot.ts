/** What a group wants of something that there is so much of a day. */
export interface Demand {
  readonly group: string;
  readonly weight: number;
  /** Of a whole day. */
  readonly amount: number;
}

/** What each group is due of a limit: as much as it wants where that is no more than its part by weight; what those leave goes to the others. */
export function allotments(limit: number, demands: readonly Demand[]): ReadonlyMap<string, number> {
  const due = new Map<string, number>();
  let left = limit;
  let weights = demands.reduce((all, { weight }) => all + weight, 0);
  // Those that want least for their weight first: what they leave is known when the next one is looked at.
  for (const { group, weight, amount } of demands.toSorted(
    (a, b) => a.amount / a.weight - b.amount / b.weight,
  )) {
    const part = Math.min(amount, (left * weight) / weights);
    due.set(group, part);
    left -= part;
    weights -= weight;
  }
  return due;
}

/** A day so far, and what somebody wants of it now. */
export interface DayState {
  readonly limit: number;
  /** By group; also of groups that want nothing any more. */
  readonly spent: ReadonlyMap<string, number>;
  readonly demands: readonly Demand[];
  /** How much of the day is to come, from 0 to 1. */
  readonly dayLeft: number;
}

/**
 * Whether a group may have more. Commands go before readings, and may have whatever is left. A reading may have what its group is due; and
 * beyond it what the others do not need any more, so that a retry of one is never another's round.
 */
export function mayTake(
  { limit, spent, demands, dayLeft }: DayState,
  { group, amount, isFirst }: { readonly group: string; readonly amount: number; readonly isFirst: boolean },
): boolean {
  const total = [...spent.values()].reduce((all, each) => all + each, 0);
  if (total + amount > limit) return false;
  const due = allotments(limit, demands);
  const spentBy = (name: string): number => spent.get(name) ?? 0;
  if (isFirst || spentBy(group) + amount <= (due.get(group) ?? 0)) return true;
  const others = demands.filter((demand) => demand.group !== group);
  const kept = others.reduce((all, { group: name, amount: wanted }) => {
    const stillDue = Math.max(0, (due.get(name) ?? 0) - spentBy(name));
    return all + Math.min(stillDue, wanted * dayLeft);
  }, 0);
  return total + amount + kept <= limit;
}
