import { checkStepUp, observationValues } from '@cloudx3/verifier-core';
import type { ShapedObservation, ValueTerms } from '@cloudx3/verifier-core';
import type { FeedRules } from '../feed.ts';
import { ignore, reject } from '../verdict.ts';
import type { Objection } from '../verdict.ts';

/** What step-up needs to know of a feed. */
export type StepUpFeed = ValueTerms & Pick<FeedRules, 'stepUp' | 'lastValue'>;

/**
 * OBS-9. Which rounds are set apart never changes, so an observation in the wrong mode is rejected; what a value moved from changes with
 * the chain's height, and the sender may be at another one, so that is ignored.
 */
export function obs9(observation: ShapedObservation, feed: StepUpFeed): Objection {
  const values = observationValues(observation, feed);
  if (!values.ok) return reject(values.code);
  const counts = checkStepUp(observation, feed, values.value[0], feed.lastValue);
  if (counts.ok) return undefined;
  return counts.code === 'observation.step_up_moved' ? ignore(counts.code) : reject(counts.code);
}
