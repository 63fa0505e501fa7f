import type { ShapedObservation } from '@cloudx3/verifier-core';
import type { FeedRules } from '../feed.ts';
import { roundAt } from '../rounds/schedule.ts';
import { ignore } from '../verdict.ts';
import type { Objection } from '../verdict.ts';

/** OBS-4: the round is the current one or the one before it, and the chain does not show it. Clocks and chains lag, so: ignored. */
export function obs4({ body }: ShapedObservation, feed: FeedRules, nowMs: bigint): Objection {
  const current = roundAt(feed, nowMs);
  if (current === undefined || body.round > current) return ignore('observation.round_future');
  if (body.round + 1n < current) return ignore('observation.round_past');
  if (feed.lastRound !== undefined && body.round <= feed.lastRound)
    return ignore('observation.round_on_chain');
  return undefined;
}
