import {
  compareBytes,
  create,
  domainDigest,
  domainOfVersion,
  encode,
  MAX_BYTES,
  ObservationBodySchema,
  ObservationSchema,
} from '@cloudx3/proto';
import type { ObservationBody } from '@cloudx3/proto';
import { attestationId } from '../attestation/attestation.ts';
import type { ShapedAttestation } from '../attestation/attestation.ts';
import type { NetworkId } from '../attestation/check.ts';
import { readCanonical } from '../canonical.ts';
import { unwrap } from '../error.ts';
import type { CoreResult } from '../result.ts';
import type { SignDigest } from '../signature/ecdsa.ts';
import { checkObservationShape } from './shape.ts';
import type { ShapedObservation } from './shape.ts';

/** What an observation is made of (rule OBS-2). */
export interface ObservationParts {
  /** The network that it is for. */
  readonly network: NetworkId;
  /** The feed or the group that it is for; the contract counts both together, from 1. */
  readonly feedId: number;
  /** Whether that is a group. */
  readonly isGroup?: boolean;
  /** The round that it is for (rule RND-1). */
  readonly round: bigint;
  /** Compressed key of the operator who signs, 33 bytes. */
  readonly observer: Uint8Array;
  /** In any order; they are put in order of their notaries. The observation is of their edition. */
  readonly attestations: readonly ShapedAttestation[];
}

/** The 32 bytes that an observer signs (rule OBS-1). */
export function observationId(body: ObservationBody): Uint8Array {
  return domainDigest(domainOfVersion('observation', body.version), encode(ObservationBodySchema, body));
}

/** Makes and signs an observation (rules OBS-1, OBS-2). Parts that cannot make one throw `CoreError`. */
export function signObservation(parts: ObservationParts, sign: SignDigest): ShapedObservation {
  const attestations = parts.attestations.toSorted((a, b) => compareBytes(a.body.notary, b.body.notary));
  const body = create(ObservationBodySchema, {
    version: attestations[0]?.body.version ?? 2,
    network: { chainId: parts.network.chainId, oracle: parts.network.oracle },
    ...(parts.isGroup === true ? { groupId: parts.feedId } : { feedId: parts.feedId }),
    round: parts.round,
    observer: parts.observer,
    attestationIds: attestations.map((attestation) => attestationId(attestation.body)),
  });
  const signature = sign(observationId(body));
  return unwrap(checkObservationShape(create(ObservationSchema, { body, attestations, signature })));
}

/** Reads an observation strictly: ENC-2, then OBS-2 and ATT-2. Says nothing of the signatures yet. */
export function readObservation(bytes: Uint8Array): CoreResult<ShapedObservation> {
  const message = readCanonical(ObservationSchema, bytes, MAX_BYTES.observation);
  return message.ok ? checkObservationShape(message.value) : message;
}
