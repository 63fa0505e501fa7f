import { invalid, valid } from '../vector.ts';
import type { Vector } from '../vector.ts';

/** For so many members the fewest observations that are a quorum, counted out by hand (rule QRM-1). */
const LEAST: readonly (readonly [members: number, least: number])[] = [
  [1, 1],
  [2, 1],
  [3, 1],
  [4, 3],
  [6, 3],
  [7, 5],
  [10, 7],
  [31, 21],
  [64, 43],
];

/** Quorums of a feed (rule QRM-1). */
export function quorumVectors(): Vector[] {
  const good = (members: number, quorum: number) =>
    valid('QRM-1', `${quorum} of ${members}`, { members, quorum });
  const bad = (members: number, quorum: number) =>
    invalid('QRM-1', `${quorum} of ${members}`, 'feed.quorum', { members, quorum });
  return [
    ...LEAST.flatMap(([members, least]) => [
      good(members, least),
      ...(least === members ? [] : [good(members, members)]),
      bad(members, least - 1),
      bad(members, members + 1),
    ]),
    bad(0, 0),
    bad(0, 1),
    bad(4, 2 ** 32 - 1),
  ];
}
