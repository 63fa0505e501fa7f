import {
  compareBytes,
  create,
  encode,
  equalBytes,
  Outcome,
  PathEvidenceSchema,
  Quality,
  ReportSchema,
} from '@cloudx3/proto';
import type {
  MessageInitShape,
  PathEvidence,
  Reading,
  Report,
  ReportedAttestationSchema,
} from '@cloudx3/proto';
import type { ShapedAttestation } from '../attestation/attestation.ts';
import { areSameParams } from '../attestation/check.ts';
import { paramMessages } from '../operation/params.ts';
import { CoreError } from '../error.ts';
import { isGroup, isOf } from '../observation/feed-terms.ts';
import type { FeedTerms } from '../observation/feed-terms.ts';
import type { ShapedObservation } from '../observation/shape.ts';
import { writePaths } from './paths.ts';

/** What a report says of its feed. */
export type ReportTerms = Pick<FeedTerms, 'id' | 'operationId' | 'params' | 'subject' | 'rows'>;

/**
 * Makes a report of counted observations of one feed and round, in any order (rules REP-1, REP-7): what they share is written once. Observations
 * that share it not are a mistake of the caller and throw `CoreError`.
 */
export function buildReport(feed: ReportTerms, observations: readonly ShapedObservation[]): Report {
  const sorted = observations.toSorted((a, b) => compareBytes(a.body.observer, b.body.observer));
  if (sorted[0] === undefined) throw mixed('give at least one observation');
  const { round, version } = sorted[0].body;
  for (const observation of sorted) assertShares(observation, feed, round, sorted);
  const paths = distinctPaths(sorted);
  return create(ReportSchema, {
    version,
    ...(isGroup(feed) ? { groupId: feed.id } : { feedId: feed.id, subject: feed.subject }),
    round,
    operationId: feed.operationId,
    params: paramMessages(feed.params),
    readings: kindsOf(sorted),
    rows: (feed.rows ?? []).map(({ key, subject }) => ({ key, subject })),
    observations: sorted.map(({ body, attestations, signature }) => ({
      observer: body.observer,
      attestations: attestations.map((attestation) => ownPart(attestation, paths)),
      signature,
    })),
    paths: writePaths(
      version,
      paths.map(({ path }) => path),
    ),
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
  all: readonly ShapedObservation[],
): void {
  if (!isOf(body, feed) || body.round !== round || body.version !== all[0]?.body.version) {
    throw mixed('observations of several feeds, rounds or editions');
  }
  const kinds = kindsOf(all);
  for (const attestation of attestations) {
    const own = attestation.body;
    const sameKinds = kindLists([attestation]).every(
      (list) =>
        list.length === kinds.length &&
        list.every(({ name, unit }, i) => name === kinds[i]?.name && unit === kinds[i].unit),
    );
    const subject = isGroup(feed) ? '' : feed.subject;
    const sameSubject = own.subject === subject && equalBytes(own.operationId, feed.operationId);
    if (!sameKinds || !sameSubject || !areSameParams(own.params, feed.params)) {
      throw mixed('attestations of several operations, parameters, subjects or kinds of readings');
    }
  }
}

interface Kind {
  readonly name: string;
  readonly unit: string;
}

/** The kinds of readings of a body, or of each of its rows that could be read. */
function kindLists(attestations: readonly ShapedAttestation[]): (readonly Kind[])[] {
  return attestations.flatMap(({ body }) =>
    body.rows.length === 0
      ? [body.readings]
      : body.rows.filter(({ outcome }) => outcome === Outcome.OK).map(({ readings }) => readings),
  );
}

/** The kinds of readings that all share; none where no row could be read. */
function kindsOf(observations: readonly ShapedObservation[]): Kind[] {
  const [first = []] = kindLists(observations.flatMap(({ attestations }) => attestations));
  return first.map(({ name, unit }) => ({ name, unit }));
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
    ...saidOf(body.readings),
    rows: body.rows.map(({ outcome, readings, observedAtMs, periodStartMs }) => ({
      ...{ outcome, observedAtMs, periodStartMs },
      ...saidOf(readings),
    })),
    periodStartMs: body.periodStartMs,
    transcriptCommitment: body.transcriptCommitment,
    path: pathPosition(body.path, paths),
    customCa: body.customCa,
    signature,
  };
}

/** Values, and qualities where any is known. */
function saidOf(readings: readonly Reading[]) {
  const qualities = readings.map(({ quality }) => quality);
  return {
    values: readings.map(({ value }) => ({ mantissa: value?.mantissa ?? 0n, scale: value?.scale ?? 0 })),
    qualities: qualities.every((quality) => quality === Quality.UNSPECIFIED) ? [] : qualities,
  };
}

function mixed(message: string): CoreError {
  return new CoreError({ code: 'report.mixed', message, field: 'observations' });
}
