import type { FeedRules } from '@cloudx3/oracle-protocol';
import { needsStepUp, observationValues } from '@cloudx3/verifier-core';
import type { Decimal, ShapedAttestation } from '@cloudx3/verifier-core';

/**
 * OBS-9: whether these attestations show a value that moved further from the newest on chain than the mode they are of is trusted with.
 * What has no value at all is left to the rules that judge it.
 */
export function isMovedTooFar(
  feed: FeedRules,
  attestations: ShapedAttestation[],
  latest: Decimal | undefined,
): boolean {
  const values = observationValues({ attestations }, feed);
  if (!values.ok) return false;
  const [value] = values.value;
  return value !== undefined && needsStepUp(feed, latest, value);
}
