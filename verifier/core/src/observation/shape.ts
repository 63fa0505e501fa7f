import { compareBytes, equalBytes } from '@cloudx3/proto';
import type { Attestation, Observation, ObservationBody } from '@cloudx3/proto';
import { attestationId, shapedAttestation } from '../attestation/attestation.ts';
import type { ShapedAttestation } from '../attestation/attestation.ts';
import { isNetwork } from '../attestation/parts.ts';
import { isEdition } from '../edition.ts';
import { fail, ok } from '../result.ts';
import type { CoreResult } from '../result.ts';
import { isPublicKey } from '../signature/ecdsa.ts';

/** Most attestations of one observation (rule OBS-2). */
const MAX_ATTESTATIONS = 8;

/** An observation whose parts are there. */
export type ShapedObservation = Omit<Observation, 'body' | 'attestations'> & {
  readonly body: ObservationBody;
  readonly attestations: ShapedAttestation[];
};

/** Rule OBS-2, and ATT-2 for each attestation: the form of an observation, whatever it says. */
export function checkObservationShape(observation: Observation): CoreResult<ShapedObservation> {
  const { body, attestations, signature } = observation;
  if (body === undefined) return fail('observation.malformed', 'is missing', 'body');
  if (!isEdition(body.version)) return fail('observation.version', 'is neither 1 nor 2', 'version');
  if (!isNetwork(body.network)) return fail('observation.malformed', 'is not well formed', 'network');
  if (!isOfOne(body)) return fail('observation.malformed', 'is of one feed or of one group', 'feed_id');
  if (!isPublicKey(body.observer)) return fail('observation.malformed', 'is no compressed key', 'observer');
  if (signature.length !== 64) return fail('observation.malformed', 'is not 64 bytes long', 'signature');
  const checked = checkAttestations(attestations, body);
  return checked.ok ? ok(observation as ShapedObservation) : checked;
}

/** In the second edition one of both ids is 0; the first knew no groups. */
function isOfOne({ version, feedId, groupId }: ObservationBody): boolean {
  return version === 1 ? groupId === 0 : (feedId === 0) !== (groupId === 0);
}

function checkAttestations(
  attestations: readonly Attestation[],
  { version, attestationIds: ids }: Pick<ObservationBody, 'version' | 'attestationIds'>,
): CoreResult<undefined> {
  if (attestations.length === 0 || attestations.length > MAX_ATTESTATIONS) {
    return fail('observation.malformed', `1 to ${MAX_ATTESTATIONS} are needed`, 'attestations');
  }
  if (ids.length !== attestations.length) {
    return fail('observation.attestation_ids', 'are not as many as the attestations', 'attestation_ids');
  }
  let notary: Uint8Array | undefined;
  for (const [i, attestation] of attestations.entries()) {
    const shaped = shapedAttestation(attestation);
    if (!shaped.ok) return shaped;
    const { body } = shaped.value;
    if (body.version !== version)
      return fail('observation.version', 'one is of another edition', 'attestations');
    if (notary !== undefined && compareBytes(notary, body.notary) >= 0) {
      return fail('observation.order', 'are not strictly increasing by notary', 'attestations');
    }
    notary = body.notary;
    if (!equalBytes(ids[i] ?? new Uint8Array(), attestationId(body))) {
      return fail('observation.attestation_ids', 'are of other attestations', 'attestation_ids');
    }
  }
  return ok();
}
