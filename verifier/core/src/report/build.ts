import { compareBytes, create, encode, equalBytes, PathEvidenceSchema, ReportSchema } from '@cloudx3/proto';
import type { MessageInitShape, PathEvidence, Report, ReportedAttestationSchema } from '@cloudx3/proto';
import type { ShapedAttestation } from '../attestation/attestation.ts';
import { areSameParams } from '../attestation/check.ts';
import { CoreError } from '../error.ts';
import type { FeedTerms } from '../observation/feed-terms.ts';
import type { ShapedObservation } from '../observation/shape.ts';

/** What a report says of its feed. */
export type ReportTerms = Pick<FeedTerms, 'id' | 'operationId' | 'params' | 'subject'>;

/**
 * Makes a report of counted observations of one feed and round, in any order (rules REP-1, REP-7): what they share is written once. Observations
 * that share it not are a mistake of the caller and throw `CoreError`.
 */
export function buildReport(feed: ReportTerms, observations: readonly ShapedObservation[]): Report {
  const sorted = observations.toSorted((a, b) => compareBytes(a.body.observer, b.body.observer));
  const first = sorted[0]?.attestations[0];
  if (sorted[0] === undefined || first === undefined) throw mixed('give at least one observation');
  const { round } = sorted[0].body;
  for (const observation of sorted) assertShares(observation, feed, round, first);
  const paths = distinctPaths(sorted);
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
      attestations: attestations.map((attestation) => ownPart(attestation, paths)),
      signature,
    })),
    paths: paths.map(({ path }) => path),
  });
}

interface KnownPath {
  readonly path: PathEvidence;
  readonly bytes: Uint8Array;
}

/** Rule REP-7: each path once, strictly increasing by its canonical bytes. */
function distinctPaths(observations: readonly ShapedObservation[]): KnownPath[] {
  const bodies = observations.flatMap(({ attestations }) => attestations.map(({ body }) => body));
  const sorted = bodies
    .flatMap(({ path }) => (path === undefined ? [] : [{ path, bytes: encode(PathEvidenceSchema, path) }]))
    .sort((a, b) => compareBytes(a.bytes, b.bytes));
  return sorted.filter(({ bytes }, i) => i === 0 || !equalBytes(bytes, sorted[i - 1]?.bytes ?? bytes));
}

/** Position in the report's paths, counted from 1; 0 for an attestation that has none. */
function pathPosition(path: PathEvidence | undefined, paths: readonly KnownPath[]): number {
  if (path === undefined) return 0;
  const own = encode(PathEvidenceSchema, path);
  return 1 + paths.findIndex(({ bytes }) => equalBytes(bytes, own));
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

function ownPart(
  { body, signature }: ShapedAttestation,
  paths: readonly KnownPath[],
): MessageInitShape<typeof ReportedAttestationSchema> {
  return {
    notary: body.notary,
    mode: body.mode,
    sessionId: body.sessionId,
    sessionTimeMs: body.sessionTimeMs,
    observedAtMs: body.observedAtMs,
    values: body.readings.map(({ value }) => ({ mantissa: value?.mantissa ?? 0n, scale: value?.scale ?? 0 })),
    transcriptCommitment: body.transcriptCommitment,
    path: pathPosition(body.path, paths),
    customCa: body.customCa,
    signature,
  };
}

function mixed(message: string): CoreError {
  return new CoreError({ code: 'report.mixed', message, field: 'observations' });
}
