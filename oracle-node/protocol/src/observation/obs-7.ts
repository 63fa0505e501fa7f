import { attestationId } from '@cloudx3/verifier-core';
import type { ShapedObservation } from '@cloudx3/verifier-core';
import { reject } from '../verdict.ts';
import type { Objection } from '../verdict.ts';
import type { ObservationContext } from './context.ts';

/** OBS-7: the signatures, last, since they cost most: the observer's first, so that a forger costs one check. */
export function obs7(
  { body, attestations, signature }: ShapedObservation,
  id: Uint8Array,
  { verify }: Pick<ObservationContext, 'verify'>,
): Objection {
  if (!verify(id, signature, body.observer)) return reject('observation.signature');
  for (const { body: attested, signature: signed } of attestations) {
    if (!verify(attestationId(attested), signed, attested.notary)) return reject('attestation.signature');
  }
  return undefined;
}
