/** Times of a feed's rounds, in Unix milliseconds. */
export interface Schedule {
  readonly startMs: bigint;
  readonly intervalMs: bigint;
}

/** Half-open: a session at `endMs` belongs to the next round. */
export interface Slice {
  readonly startMs: bigint;
  readonly endMs: bigint;
}

/** RND-1: the round whose slice holds this moment; undefined before the feed starts. */
export function roundAt(schedule: Schedule, nowMs: bigint): bigint | undefined {
  if (nowMs < schedule.startMs) return undefined;
  return (nowMs - schedule.startMs) / schedule.intervalMs;
}

/** RND-1: the slice of a round. */
export function sliceOf(schedule: Schedule, round: bigint): Slice {
  const startMs = schedule.startMs + round * schedule.intervalMs;
  return { startMs, endMs: startMs + schedule.intervalMs };
}

/** OBS-4: the rounds that observations are still taken for, newest first: the current one and the one before it. */
export function liveRounds(schedule: Schedule, nowMs: bigint): readonly bigint[] {
  const current = roundAt(schedule, nowMs);
  if (current === undefined) return [];
  return current === 0n ? [0n] : [current, current - 1n];
}
