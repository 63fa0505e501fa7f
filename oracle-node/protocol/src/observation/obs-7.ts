import { attestationId } from '@cloudx3/verifier-core';
import { verifyWithLibsecp } from '@cloudx3/verifier-core/node';
import type { ShapedObservation } from '@cloudx3/verifier-core';
import { reject } from '../verdict.ts';
import type { Objection } from '../verdict.ts';

/** OBS-7: the signatures, last, since they cost most: the observer's first, so that a forger costs one check. */
export function obs7({ body, attestations, signature }: ShapedObservation, id: Uint8Array): Objection {
  if (!verifyWithLibsecp(id, signature, body.observer)) return reject('observation.signature');
  for (const { body: attested, signature: signed } of attestations) {
    if (!verifyWithLibsecp(attestationId(attested), signed, attested.notary))
      return reject('attestation.signature');
  }
  return undefined;
}
