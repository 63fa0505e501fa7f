import { valid } from '../vector.ts';
import type { Vector } from '../vector.ts';

const START_MS = 1_790_000_000_000;
const INTERVAL_MS = 60_000;
const SCHEDULE = { start_ms: START_MS, interval_ms: INTERVAL_MS };

/** Rounds and their slices, and moments and their rounds (rule RND-1). A slice ends before `slice_end_ms`. */
export function roundVectors(): Vector[] {
  const slice = (name: string, schedule: typeof SCHEDULE, round: string, startMs: number, endMs: number) =>
    valid('RND-1', name, { ...schedule, round, slice_start_ms: startMs, slice_end_ms: endMs });
  const moment = (name: string, atMs: number, round: string | null) =>
    valid('RND-1', name, { ...SCHEDULE, at_ms: atMs, round });
  return [
    slice('slice of the first round', SCHEDULE, '0', START_MS, START_MS + 60_000),
    slice('slice of a later round', SCHEDULE, '41', 1_790_002_460_000, 1_790_002_520_000),
    slice('slice of an odd interval', { start_ms: 7, interval_ms: 1_001 }, '3', 3_010, 4_011),
    slice(
      'slice beyond 2^32 ms',
      { start_ms: 0, interval_ms: 3_600_000 },
      '1193047',
      4_294_969_200_000,
      4_294_972_800_000,
    ),
    moment('a moment before the feed starts', START_MS - 1, null),
    moment('the first moment', START_MS, '0'),
    moment('the last moment of the first round', START_MS + 59_999, '0'),
    moment('the first moment of the second round', START_MS + 60_000, '1'),
    moment('a moment in the middle', 1_790_002_472_345, '41'),
  ];
}
