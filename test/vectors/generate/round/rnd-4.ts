import { MEMBERS } from '../turn-order/parts.ts';
import { hex, valid } from '../vector.ts';
import type { Vector } from '../vector.ts';

/** When each member of a feed reads in a round (rule RND-4): `read_at_ms` in the order of `members`, which is not that of their keys. */
export function readTimeVectors(): Vector[] {
  const cases = [
    ['one member', 1, 60_000, 0],
    ['four members', 4, 60_000, 2],
    ['seven members, between whom the half interval does not divide', 7, 60_000, 41],
    ['an interval that is odd: its half is rounded down first', 4, 1_003, 5],
  ] as const;
  return cases.map(([name, count, intervalMs, round]) => {
    const members = MEMBERS.slice(0, count);
    const inKeyOrder = members.map(hex).sort();
    const startMs = 1_790_000_000_000;
    return valid('RND-4', name, {
      start_ms: startMs,
      interval_ms: intervalMs,
      round: String(round),
      members: members.map(hex),
      read_at_ms: members.map((member) => {
        const k = inKeyOrder.indexOf(hex(member));
        return startMs + round * intervalMs + Math.floor((k * Math.floor(intervalMs / 2)) / count);
      }),
    });
  });
}
