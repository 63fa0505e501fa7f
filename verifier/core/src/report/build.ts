import { compareBytes, create, equalBytes, ReportSchema } from '@cloudx3/proto';
import type { MessageInitShape, Report, ReportedAttestationSchema } from '@cloudx3/proto';
import type { ShapedAttestation } from '../attestation/attestation.ts';
import { areSameParams } from '../attestation/check.ts';
import { CoreError } from '../error.ts';
import type { FeedTerms } from '../observation/feed-terms.ts';
import type { ShapedObservation } from '../observation/shape.ts';

/** What a report says of its feed. */
export type ReportTerms = Pick<FeedTerms, 'id' | 'operationId' | 'params' | 'subject'>;

/**
 * Makes a report of counted observations of one feed and round, in any order (rule REP-1): what they share is written once. Observations
 * that share it not are a mistake of the caller and throw `CoreError`.
 */
export function buildReport(feed: ReportTerms, observations: readonly ShapedObservation[]): Report {
  const sorted = observations.toSorted((a, b) => compareBytes(a.body.observer, b.body.observer));
  const first = sorted[0]?.attestations[0];
  if (sorted[0] === undefined || first === undefined) throw mixed('give at least one observation');
  const { round } = sorted[0].body;
  for (const observation of sorted) assertShares(observation, feed, round, first);
  return create(ReportSchema, {
    version: 1,
    feedId: feed.id,
    round,
    operationId: feed.operationId,
    params: feed.params.map(({ name, value }) => ({ name, value })),
    subject: feed.subject,
    readings: first.body.readings.map(({ name, unit }) => ({ name, unit })),
    observations: sorted.map(({ body, attestations, signature }) => ({
      observer: body.observer,
      attestations: attestations.map(ownPart),
      signature,
    })),
  });
}

function assertShares(
  { body, attestations }: ShapedObservation,
  feed: ReportTerms,
  round: bigint,
  first: ShapedAttestation,
): void {
  if (body.feedId !== feed.id || body.round !== round) throw mixed('observations of several feeds or rounds');
  for (const attestation of attestations) {
    const own = attestation.body;
    const sameKinds =
      own.readings.length === first.body.readings.length &&
      own.readings.every(({ name, unit }, i) => {
        const kind = first.body.readings[i];
        return name === kind?.name && unit === kind.unit;
      });
    const sameSubject = own.subject === feed.subject && equalBytes(own.operationId, feed.operationId);
    if (!sameKinds || !sameSubject || !areSameParams(own.params, feed.params)) {
      throw mixed('attestations of several operations, parameters, subjects or kinds of readings');
    }
  }
}

function ownPart({ body, signature }: ShapedAttestation): MessageInitShape<typeof ReportedAttestationSchema> {
  return {
    notary: body.notary,
    mode: body.mode,
    sessionId: body.sessionId,
    sessionTimeMs: body.sessionTimeMs,
    observedAtMs: body.observedAtMs,
    values: body.readings.map(({ value }) => ({ mantissa: value?.mantissa ?? 0n, scale: value?.scale ?? 0 })),
    transcriptCommitment: body.transcriptCommitment,
    ...(body.path === undefined ? {} : { path: body.path }),
    customCa: body.customCa,
    signature,
  };
}

function mixed(message: string): CoreError {
  return new CoreError({ code: 'report.mixed', message, field: 'observations' });
}
