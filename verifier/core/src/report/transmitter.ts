import { create, domainDigest, encode, ReportBodySchema, ReportSchema } from '@cloudx3/proto';
import type { Report } from '@cloudx3/proto';
import type { NetworkId } from '../attestation/check.ts';
import { unwrap } from '../error.ts';
import { observationId } from '../observation/observation.ts';
import type { ShapedObservation } from '../observation/shape.ts';
import { fail, ok } from '../result.ts';
import type { CoreResult } from '../result.ts';
import { verifySignature } from '../signature/ecdsa.ts';
import type { SignDigest, VerifySignature } from '../signature/ecdsa.ts';
import { expandReport } from './expand.ts';

/** The 32 bytes that a transmitter signs: exactly these observations, for this round (rule REP-8). */
export function reportDigest(
  { version, feedId, groupId, round, transmitter }: Report,
  { chainId, oracle }: NetworkId,
  observations: readonly Pick<ShapedObservation, 'body'>[],
): Uint8Array {
  const body = create(ReportBodySchema, {
    ...{ version, network: { chainId, oracle }, feedId, groupId, round, transmitter },
    observationIds: observations.map((observation) => observationId(observation.body)),
  });
  return domainDigest('report2', encode(ReportBodySchema, body));
}

/**
 * A report of the second edition as its transmitter submits it (rule REP-8): signed over the observations that whoever checks it rebuilds from
 * it. One from which none can be rebuilt is a mistake of the caller and throws `CoreError`.
 */
export function signReport(
  report: Report,
  network: NetworkId,
  transmitter: { readonly pubkey: Uint8Array; readonly sign: SignDigest },
): Report {
  const signed = create(ReportSchema, { ...report, transmitter: transmitter.pubkey });
  const observations = unwrap(expandReport(signed, network));
  return Object.assign(signed, { signature: transmitter.sign(reportDigest(signed, network, observations)) });
}

/** Rule REP-8: the transmitter has signed for exactly these observations. A report without one has nothing to check. */
export function checkTransmitter(
  report: Report,
  network: NetworkId,
  observations: readonly ShapedObservation[],
  verify: VerifySignature = verifySignature,
): CoreResult<undefined> {
  if (report.transmitter.length === 0) return ok();
  return verify(reportDigest(report, network, observations), report.signature, report.transmitter)
    ? ok()
    : fail('report.signature', "is not the transmitter's over these observations", 'signature');
}
