import {
  AttestationBodySchema,
  AttestationSchema,
  create,
  ObservationBodySchema,
  ObservationSchema,
} from '@cloudx3/proto';
import type { Attestation, Report, ReportedAttestation, ReportedObservation } from '@cloudx3/proto';
import { attestationId } from '../attestation/attestation.ts';
import type { NetworkId } from '../attestation/check.ts';
import { checkObservationShape } from '../observation/shape.ts';
import type { ShapedObservation } from '../observation/shape.ts';
import { fail, ok } from '../result.ts';
import type { CoreResult } from '../result.ts';

/**
 * Rebuilds the signed bodies of a report under a network (rules REP-1, REP-7), with OBS-2 and ATT-2 for each. What comes out is what was signed
 * only if the signatures say so.
 */
export function expandReport(report: Report, network: NetworkId): CoreResult<readonly ShapedObservation[]> {
  const observations: ShapedObservation[] = [];
  for (const [i, reported] of report.observations.entries()) {
    const expanded = expandObservation(report, reported, network);
    if (!expanded.ok) {
      return { ...expanded, field: `observations.${i}.${expanded.field ?? ''}` };
    }
    observations.push(expanded.value);
  }
  return ok(observations);
}

function expandObservation(
  report: Report,
  reported: ReportedObservation,
  { chainId, oracle }: NetworkId,
): CoreResult<ShapedObservation> {
  const attestations: Attestation[] = [];
  for (const own of reported.attestations) {
    if (own.values.length !== report.readings.length) {
      return fail('report.readings', 'are not as many as the kinds of readings', 'values');
    }
    if (own.path > report.paths.length) {
      return fail('report.paths', `names path ${own.path} of ${report.paths.length}`, 'path');
    }
    attestations.push(expandAttestation(report, reported, own, { chainId, oracle }));
  }
  const body = create(ObservationBodySchema, {
    version: 1,
    network: { chainId, oracle },
    feedId: report.feedId,
    round: report.round,
    observer: reported.observer,
    attestationIds: attestations.map(({ body: own }) =>
      own === undefined ? new Uint8Array() : attestationId(own),
    ),
  });
  return checkObservationShape(
    create(ObservationSchema, { body, attestations, signature: reported.signature }),
  );
}

function expandAttestation(
  report: Report,
  { observer }: ReportedObservation,
  own: ReportedAttestation,
  network: NetworkId,
): Attestation {
  // Counted from 1; 0 is none (rule REP-7).
  const path = report.paths[own.path - 1];
  const body = create(AttestationBodySchema, {
    version: 1,
    network: { chainId: network.chainId, oracle: network.oracle },
    notary: own.notary,
    mode: own.mode,
    operationId: report.operationId,
    params: report.params,
    subject: report.subject,
    context: { purpose: { case: 'round', value: { feedId: report.feedId, round: report.round } } },
    prover: observer,
    sessionId: own.sessionId,
    sessionTimeMs: own.sessionTimeMs,
    observedAtMs: own.observedAtMs,
    readings: report.readings.map(({ name, unit }, i) => ({ name, unit, value: own.values[i] ?? {} })),
    transcriptCommitment: own.transcriptCommitment,
    ...(path === undefined ? {} : { path }),
    customCa: own.customCa,
  });
  return create(AttestationSchema, { body, signature: own.signature });
}
