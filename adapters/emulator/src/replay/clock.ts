import { periodMs, startMs, valueAfter } from './series.ts';
import type { Series } from './series.ts';

/** How present time maps to the time of measured series: from its start at `epochMs`, `speed` times as fast, and again after its end. */
export interface ReplayClock {
  /** When the very first start was; kept over restarts, so that a restart goes on where it would be. */
  readonly epochMs: number;
  /** Measured seconds that pass in one real second. */
  readonly speed: number;
}

/** How far into a series the replay is at a present time, in milliseconds; `offsetMs` further for who begins elsewhere in it. */
export function elapsedAt(clock: ReplayClock, nowMs: number, offsetMs = 0): number {
  return Math.max(0, nowMs - clock.epochMs) * clock.speed + offsetMs;
}

/** The measured value at a present time. */
export function valueAt(clock: ReplayClock, series: Series, nowMs: number, offsetMs = 0): number {
  return valueAfter(series, elapsedAt(clock, nowMs, offsetMs));
}

/** When the value that is shown at a present time was measured: for logs, so that anybody finds it in the data. */
export function sourceTime(clock: ReplayClock, series: Series, nowMs: number, offsetMs = 0): string {
  const within = elapsedAt(clock, nowMs, offsetMs) % periodMs(series);
  return new Date(startMs(series) + within).toISOString();
}
