import { checkTogether } from '@cloudx3/verifier-core';
import type { ShapedObservation } from '@cloudx3/verifier-core';
import type { FeedRules } from '../feed.ts';
import { reject } from '../verdict.ts';
import type { Objection } from '../verdict.ts';

/** OBS-6: one mode, and enough notaries in it, each with a session of its own. */
export function obs6(observation: ShapedObservation, feed: FeedRules): Objection {
  const together = checkTogether(observation, feed);
  return together.ok ? undefined : reject(together.code);
}
