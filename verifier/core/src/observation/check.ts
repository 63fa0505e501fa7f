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
import { isOf } from './feed-terms.ts';
import type { FeedTerms } from './feed-terms.ts';
import { checkFeedAttestation, valuesOf } from './obs-5.ts';
import type { ValueTerms } from './obs-5.ts';
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
  /** Its value of each feed at their decimals (rules AGG-1, GRP-2): one, or one a row; undefined where the row could not be read. */
  readonly values: readonly (Decimal | undefined)[];
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
  return ok({ observation: shaped.value, id: observationId(shaped.value.body), values: counted.value });
}

/** OBS-3, OBS-5, OBS-6 and OBS-9 for a well-formed observation: all but the signatures. Gives its values. */
export function checkCountable(
  observation: ShapedObservation,
  expected: ObservationExpectations,
): CoreResult<readonly (Decimal | undefined)[]> {
  const { body, attestations } = observation;
  const { network, feed } = expected;
  if (!isSameNetwork(body.network, network)) return fail('observation.network', 'is another', 'network');
  if (feed.edition !== undefined && body.version !== feed.edition) {
    return fail('observation.version', `is not ${feed.edition}`, 'version');
  }
  if (!isOf(body, feed)) return fail('observation.feed', 'is another', 'feed_id');
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
  const values = observationValues(observation, feed);
  if (!values.ok) return values;
  const stepUp = checkStepUp(observation, feed, values.value[0], expected.latest);
  return stepUp.ok ? values : stepUp;
}

/**
 * The median of the attestations' values of each feed at their decimals (rules AGG-1, GRP-2); undefined for a row that not every one of them
 * could read.
 */
export function observationValues(
  observation: Pick<ShapedObservation, 'attestations'>,
  feed: ValueTerms,
): CoreResult<readonly (Decimal | undefined)[]> {
  const attested: (readonly (Decimal | undefined)[])[] = [];
  for (const { body } of observation.attestations) {
    const values = valuesOf(body, feed);
    if (!values.ok) return values;
    attested.push(values.value);
  }
  const middles: (Decimal | undefined)[] = [];
  for (const row of (feed.rows ?? [undefined]).keys()) {
    const values = attested.map((values) => values[row]);
    if (!values.every((value) => value !== undefined)) {
      middles.push(undefined);
      continue;
    }
    const middle = median(values, feed.decimals);
    if (!middle.ok) return middle;
    middles.push(middle.value);
  }
  return ok(middles);
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
