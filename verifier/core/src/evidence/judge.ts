import { MAX_BYTES, ObservationBodySchema, ObservationSchema, create, equalBytes } from '@cloudx3/proto';
import type { AttestationBody, ObservationBody } from '@cloudx3/proto';
import { checkAgainstOperation } from '../attestation/against-operation.ts';
import { attestationId, readAttestation } from '../attestation/attestation.ts';
import type { ShapedAttestation } from '../attestation/attestation.ts';
import { isSameNetwork } from '../attestation/check.ts';
import type { NetworkId } from '../attestation/check.ts';
import { readCanonical } from '../canonical.ts';
import { observationId, readObservation } from '../observation/observation.ts';
import type { CheckedOperation } from '../operation/checked-operation.ts';
import { fail, ok } from '../result.ts';
import type { CoreResult } from '../result.ts';
import { verifySignature } from '../signature/ecdsa.ts';
import type { VerifySignature } from '../signature/ecdsa.ts';
import type { Offence, ShownEvidence } from './evidence.ts';
import { ofAttestation, ofObservations, ofRetiredOperator, ofSession } from './offence.ts';

/** What the chain has published, as far as it makes an offence. */
export interface Jurisdiction {
  /** The chain and oracle contract that judge. */
  readonly network: NetworkId;
  /** The published operation that a lone attestation names. */
  readonly operation?: CheckedOperation;
  /** When the accused key was retired, Unix milliseconds; left out where it was not. */
  readonly retiredAtMs?: bigint;
  /** How signatures are checked; `verifySignature` unless given. */
  readonly verify?: VerifySignature;
}

/** How long after its retirement a key may still be at work, for its owner cannot know the very block. */
const GRACE_MS = 120_000n;

/** Rule EVD-1: what evidence shows, or why it shows nothing. */
export function judgeEvidence(evidence: ShownEvidence, by: Jurisdiction): CoreResult<Offence> {
  switch (evidence.kind) {
    case 'observations':
      return twoObservations(evidence.first, evidence.second, by);
    case 'attestations':
      return twoAttestations(evidence.first, evidence.second, by);
    case 'attestation':
      return outsideOperation(evidence.attestation, by);
    case 'retired_notary':
      return retiredNotary(evidence.attestation, by);
    case 'retired_operator':
      return retiredOperator(evidence.observation, by);
  }
}

function twoObservations(one: Uint8Array, other: Uint8Array, by: Jurisdiction): CoreResult<Offence> {
  const [first, second] = [bodyOf(one, by), bodyOf(other, by)];
  if (!first.ok) return first;
  if (!second.ok) return second;
  const [a, b] = [first.value, second.value];
  const isOfOne =
    equalBytes(a.observer, b.observer) &&
    a.feedId === b.feedId &&
    a.groupId === b.groupId &&
    a.round === b.round;
  if (!isOfOne) return none('the observations are not of one observer for one round of one feed');
  if (equalBytes(observationId(a), observationId(b))) return none('both are the same observation');
  return ok(ofObservations(a));
}

function twoAttestations(one: Uint8Array, other: Uint8Array, by: Jurisdiction): CoreResult<Offence> {
  const [first, second] = [attestationOf(one, by), attestationOf(other, by)];
  if (!first.ok) return first;
  if (!second.ok) return second;
  const [a, b] = [first.value, second.value];
  if (!equalBytes(a.notary, b.notary) || !equalBytes(a.sessionId, b.sessionId))
    return none('the attestations are not of one session of one notary');
  if (equalBytes(attestationId(a), attestationId(b))) return none('both are the same attestation');
  return ok(ofSession(a, b));
}

function outsideOperation(bytes: Uint8Array, by: Jurisdiction): CoreResult<Offence> {
  const body = attestationOf(bytes, by);
  if (!body.ok) return body;
  if (by.operation === undefined || checkAgainstOperation(body.value, by.operation).ok)
    return none('the attestation keeps to its operation');
  return ok(ofAttestation('attestation', body.value));
}

function retiredNotary(bytes: Uint8Array, by: Jurisdiction): CoreResult<Offence> {
  const body = attestationOf(bytes, by);
  if (!body.ok) return body;
  return isRetired(by, [body.value])
    ? ok(ofAttestation('retired_notary', body.value))
    : none('the key was not retired two minutes before the session');
}

function retiredOperator(bytes: Uint8Array, by: Jurisdiction): CoreResult<Offence> {
  const read = readObservation(bytes);
  if (!read.ok) return read;
  const { attestations } = read.value;
  const signed = signedAttestations(attestations, by);
  if (!signed.ok) return signed;
  const body = bodyOf(bytes, by);
  if (!body.ok) return body;
  return isRetired(
    by,
    attestations.map((attestation) => attestation.body),
  )
    ? ok(ofRetiredOperator(body.value))
    : none('the key was not retired two minutes before the first session');
}

function isRetired({ retiredAtMs }: Jurisdiction, bodies: readonly AttestationBody[]): boolean {
  return (
    retiredAtMs !== undefined &&
    bodies.length > 0 &&
    bodies.every(({ sessionTimeMs }) => sessionTimeMs > retiredAtMs + GRACE_MS)
  );
}

function signedAttestations(
  attestations: readonly ShapedAttestation[],
  { verify = verifySignature }: Jurisdiction,
): CoreResult<undefined> {
  const isSigned = ({ body, signature }: ShapedAttestation): boolean =>
    verify(attestationId(body), signature, body.notary);
  return attestations.every(isSigned)
    ? ok()
    : fail('attestation.signature', "is not the notary's over this body", 'signature');
}

/** A signed body; what it names may be left out. */
function bodyOf(bytes: Uint8Array, by: Jurisdiction): CoreResult<ObservationBody> {
  const message = readCanonical(ObservationSchema, bytes, MAX_BYTES.observation);
  if (!message.ok) return message;
  const { body = create(ObservationBodySchema), signature } = message.value;
  const placed = checkPlace(body, by);
  if (!placed.ok) return placed;
  const { verify = verifySignature } = by;
  return verify(observationId(body), signature, body.observer)
    ? ok(body)
    : fail('observation.signature', "is not the observer's over this body", 'signature');
}

function attestationOf(bytes: Uint8Array, by: Jurisdiction): CoreResult<AttestationBody> {
  const read = readAttestation(bytes);
  if (!read.ok) return read;
  const { body } = read.value;
  const placed = checkPlace(body, by);
  if (!placed.ok) return placed;
  const signed = signedAttestations([read.value], by);
  return signed.ok ? ok(body) : signed;
}

/** What was signed for another chain or contract, or under the first edition's rules, is judged by nobody here. */
function checkPlace(
  { version, network }: Pick<ObservationBody, 'version' | 'network'>,
  by: Jurisdiction,
): CoreResult<undefined> {
  if (version !== 2) return none('it is not of the second edition');
  return isSameNetwork(network, by.network) ? ok() : none('it is of another chain or contract');
}

function none(problem: string): CoreResult<never> {
  return fail('evidence.none', problem);
}
