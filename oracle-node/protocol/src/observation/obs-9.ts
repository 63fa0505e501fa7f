import { checkStepUp, observationValue } from '@cloudx3/verifier-core';
import type { ShapedObservation } from '@cloudx3/verifier-core';
import type { FeedRules } from '../feed.ts';
import { ignore, reject } from '../verdict.ts';
import type { Objection } from '../verdict.ts';

/** What step-up needs to know of a feed. */
export type StepUpFeed = Pick<FeedRules, 'stepUp' | 'reading' | 'unit' | 'decimals' | 'lastValue'>;

/**
 * OBS-9. Which rounds are set apart never changes, so an observation in the wrong mode is rejected; what a value moved from changes with
 * the chain's height, and the sender may be at another one, so that is ignored.
 */
export function obs9(observation: ShapedObservation, feed: StepUpFeed): Objection {
  const value = observationValue(observation, feed);
  if (!value.ok) return reject(value.code);
  const counts = checkStepUp(observation, feed, value.value, feed.lastValue);
  if (counts.ok) return undefined;
  return counts.code === 'observation.step_up_moved' ? ignore(counts.code) : reject(counts.code);
}
