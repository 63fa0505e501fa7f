import { equalBytes } from '@cloudx3/proto';
import type { Observation } from '@cloudx3/proto';
import { attestationId } from '../attestation/attestation.ts';
import { isSameNetwork } from '../attestation/check.ts';
import type { NetworkId } from '../attestation/check.ts';
import { median } from '../decimal/arithmetic.ts';
import type { Decimal } from '../decimal/decimal.ts';
import type { CheckedOperation } from '../operation/checked-operation.ts';
import { fail, ok } from '../result.ts';
import type { CoreResult } from '../result.ts';
import { verifySignature } from '../signature/ecdsa.ts';
import type { VerifySignature } from '../signature/ecdsa.ts';
import type { FeedTerms } from './feed-terms.ts';
import { checkFeedAttestation, feedValue } from './obs-5.ts';
import { checkTogether } from './obs-6.ts';
import { checkStepUp } from './obs-9.ts';
import { observationId } from './observation.ts';
import { checkObservationShape } from './shape.ts';
import type { ShapedObservation } from './shape.ts';

/** What an observation has to be for a caller to count it. */
export interface ObservationExpectations {
  /** The network that it has to be signed for. */
  readonly network: NetworkId;
  /** What its feed asks for, at the time of its round. */
  readonly feed: FeedTerms;
  /** Any round where it is left out; the attestations have to be of the observation's own round in either case. */
  readonly round?: bigint;
  /** Where it is known, ATT-4 is checked too: without it units, bounds and parameters are the notary's word. */
  readonly operation?: CheckedOperation | undefined;
  /** The feed's newest value on chain before the round (rule OBS-9); left out where it has none. */
  readonly latest?: Decimal | undefined;
  /** How signatures are checked; `verifySignature` unless given. */
  readonly verify?: VerifySignature | undefined;
}

/** An observation that may be counted. */
export interface VerifiedObservation {
  /** As it was read; not to be changed. */
  readonly observation: ShapedObservation;
  /** 32 bytes: what its observer signed (rule OBS-1). */
  readonly id: Uint8Array;
  /** The observation's value at the feed's decimals (rule AGG-1). */
  readonly value: Decimal;
}

/** Rules OBS-2, OBS-3, OBS-5, OBS-6, OBS-9 and OBS-7. Time and what was seen before (OBS-4, OBS-8) are the caller's. */
export function checkObservation(
  observation: Observation,
  expected: ObservationExpectations,
): CoreResult<VerifiedObservation> {
  const shaped = checkObservationShape(observation);
  if (!shaped.ok) return shaped;
  const counted = checkCountable(shaped.value, expected);
  if (!counted.ok) return counted;
  const signed = checkSignatures(shaped.value, expected.verify);
  if (!signed.ok) return signed;
  return ok({ observation: shaped.value, id: observationId(shaped.value.body), value: counted.value });
}

/** OBS-3, OBS-5, OBS-6 and OBS-9 for a well-formed observation: all but the signatures. Gives its value. */
export function checkCountable(
  observation: ShapedObservation,
  expected: ObservationExpectations,
): CoreResult<Decimal> {
  const { body, attestations } = observation;
  const { network, feed } = expected;
  if (!isSameNetwork(body.network, network)) return fail('observation.network', 'is another', 'network');
  if (body.feedId !== feed.id) return fail('observation.feed', 'is another', 'feed_id');
  if (expected.round !== undefined && body.round !== expected.round) {
    return fail('observation.round', 'is another', 'round');
  }
  if (!feed.operators.some((key) => equalBytes(key, body.observer))) {
    return fail('observation.observer', "is no member of the feed's operators", 'observer');
  }
  const terms = { network, feed, round: body.round, observer: body.observer, operation: expected.operation };
  for (const attestation of attestations) {
    const fits = checkFeedAttestation(attestation.body, terms);
    if (!fits.ok) return fits;
  }
  const together = checkTogether(observation, feed);
  if (!together.ok) return together;
  const value = observationValue(observation, feed);
  if (!value.ok) return value;
  const stepUp = checkStepUp(observation, feed, value.value, expected.latest);
  return stepUp.ok ? value : stepUp;
}

/** The median of the attestations' values at the feed's decimals (rule AGG-1). */
export function observationValue(
  observation: Pick<ShapedObservation, 'attestations'>,
  feed: Pick<FeedTerms, 'reading' | 'unit' | 'decimals'>,
): CoreResult<Decimal> {
  const values: Decimal[] = [];
  for (const { body } of observation.attestations) {
    const value = feedValue(body, feed);
    if (!value.ok) return value;
    values.push(value.value);
  }
  return median(values, feed.decimals);
}

/** Rule OBS-7. Says nothing of what is signed. */
export function checkSignatures(
  observation: ShapedObservation,
  verify: VerifySignature = verifySignature,
): CoreResult<undefined> {
  const { body, attestations, signature } = observation;
  if (!verify(observationId(body), signature, body.observer)) {
    return fail('observation.signature', "is not the observer's over this body", 'signature');
  }
  for (const attestation of attestations) {
    if (!verify(attestationId(attestation.body), attestation.signature, attestation.body.notary)) {
      return fail('attestation.signature', "is not the notary's over this body", 'signature');
    }
  }
  return ok();
}
