import { checkFeedAttestation } from '@cloudx3/verifier-core';
import type { ShapedObservation } from '@cloudx3/verifier-core';
import type { FeedRules } from '../feed.ts';
import { ignore, reject } from '../verdict.ts';
import type { Objection } from '../verdict.ts';
import type { ObservationContext } from './context.ts';

/** OBS-5: each attestation is about exactly what the feed asks for, by a party that the feed accepts, within the round. */
export function obs5(
  { body, attestations }: ShapedObservation,
  feed: FeedRules,
  { network, isActiveNotary }: Pick<ObservationContext, 'network' | 'isActiveNotary'>,
): Objection {
  const terms = { network, feed, round: body.round, observer: body.observer, operation: feed.operation };
  for (const { body: attested } of attestations) {
    const fits = checkFeedAttestation(attested, terms);
    if (!fits.ok) return reject(fits.code);
    // Ignored, not rejected: whether a notary is active changes with the chain's height, and the sender may be at another one.
    if (!isActiveNotary(attested.notary)) return ignore('observation.notary_unregistered');
  }
  return undefined;
}
