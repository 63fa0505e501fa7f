import {
  AttestationBodySchema,
  AttestationSchema,
  create,
  ObservationBodySchema,
  ObservationSchema,
  Quality,
} from '@cloudx3/proto';
import type {
  Attestation,
  ContextSchema,
  Decimal,
  MessageInitShape,
  ReadingSchema,
  Report,
  ReportedAttestation,
  ReportedObservation,
  RowSchema,
} from '@cloudx3/proto';
import { attestationId } from '../attestation/attestation.ts';
import type { NetworkId } from '../attestation/check.ts';
import { checkObservationShape } from '../observation/shape.ts';
import type { ShapedObservation } from '../observation/shape.ts';
import { fail, ok } from '../result.ts';
import type { CoreResult } from '../result.ts';
import { pathsOf } from './paths.ts';

/**
 * Rebuilds the signed bodies of a report under a network (rules REP-1, REP-7), with OBS-2 and ATT-2 for each. What comes out is what was signed
 * only if the signatures say so.
 */
export function expandReport(report: Report, network: NetworkId): CoreResult<readonly ShapedObservation[]> {
  const observations: ShapedObservation[] = [];
  const whole: Report = { ...report, paths: pathsOf(report) };
  for (const [i, reported] of report.observations.entries()) {
    const expanded = expandObservation(whole, reported, network);
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
    if (!isValued(report, own)) {
      return fail('report.readings', 'are not as many as the kinds of readings', 'values');
    }
    if (own.path > report.paths.length) {
      return fail('report.paths', `names path ${own.path} of ${report.paths.length}`, 'path');
    }
    attestations.push(expandAttestation(report, reported, own, { chainId, oracle }));
  }
  const body = create(ObservationBodySchema, {
    version: report.version,
    network: { chainId, oracle },
    feedId: report.feedId,
    groupId: report.groupId,
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
    version: report.version,
    network: { chainId: network.chainId, oracle: network.oracle },
    notary: own.notary,
    mode: own.mode,
    operationId: report.operationId,
    params: report.params,
    subject: report.subject,
    context: contextOf(report),
    prover: observer,
    sessionId: own.sessionId,
    sessionTimeMs: own.sessionTimeMs,
    observedAtMs: own.observedAtMs,
    readings: readingsOf(report, own.values, own.qualities),
    transcriptCommitment: own.transcriptCommitment,
    ...(path === undefined ? {} : { path }),
    customCa: own.customCa,
    rows: rowsOf(report, own),
    periodStartMs: own.periodStartMs,
  });
  return create(AttestationSchema, { body, signature: own.signature });
}

/** One value for each reading and, where qualities are given, one of these too; in each row that could be read, where there are rows. */
function isValued({ rows, readings }: Report, own: ReportedAttestation): boolean {
  if (rows.length === 0) {
    return own.rows.length === 0 && own.values.length === readings.length && areQualities(own);
  }
  return (
    own.values.length === 0 &&
    own.rows.length === rows.length &&
    own.rows.every((row) => [0, readings.length].includes(row.values.length) && areQualities(row))
  );
}

/** Left out where none is known, so that there is one way to write it. */
function areQualities({ values, qualities }: Pick<ReportedAttestation, 'values' | 'qualities'>): boolean {
  if (qualities.length === 0) return true;
  return qualities.length === values.length && qualities.some((quality) => quality !== Quality.UNSPECIFIED);
}

function readingsOf(
  { readings }: Report,
  values: readonly Decimal[],
  qualities: readonly Quality[],
): MessageInitShape<typeof ReadingSchema>[] {
  return values.map((value, i) => ({
    name: readings[i]?.name ?? '',
    unit: readings[i]?.unit ?? '',
    value,
    quality: qualities[i] ?? Quality.UNSPECIFIED,
  }));
}

function rowsOf(report: Report, own: ReportedAttestation): MessageInitShape<typeof RowSchema>[] {
  return own.rows.map(({ outcome, values, qualities, observedAtMs, periodStartMs }, i) => ({
    key: report.rows[i]?.key ?? '',
    subject: report.rows[i]?.subject ?? '',
    outcome,
    readings: readingsOf(report, values, qualities),
    observedAtMs,
    periodStartMs,
  }));
}

function contextOf({ feedId, groupId, round }: Report): MessageInitShape<typeof ContextSchema> {
  return groupId === 0
    ? { purpose: { case: 'round', value: { feedId, round } } }
    : { purpose: { case: 'groupRound', value: { groupId, round } } };
}
