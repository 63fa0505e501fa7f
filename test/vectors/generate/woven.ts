/**
 * Cases of several rules in the order in which they stand in their file. `order` names the rules one after another, `OBS-5*3` for three
 * cases of one; what it does not name follows at the end. So each rule's cases stand in a file of their own, and a case more moves no other.
 */
export function woven<T extends readonly [rule: string, ...rest: unknown[]]>(
  cases: readonly T[],
  order: string,
): T[] {
  const waiting = Map.groupBy(cases, ([rule]) => rule);
  const taken = order.split(/\s+/).flatMap((run) => {
    const [rule = '', times = '1'] = run.split('*');
    const found = waiting.get(rule)?.splice(0, Number(times)) ?? [];
    if (found.length !== Number(times)) throw new Error(`there are too few cases of ${rule}`);
    return found;
  });
  return [...taken, ...[...waiting.values()].flat()];
}
