import {
  compareBytes,
  encode,
  equalBytes,
  MAX_BYTES,
  PathEvidenceSchema,
  ReportSchema,
} from '@cloudx3/proto';
import type { Report } from '@cloudx3/proto';
import { areParams, areReadingKinds, FIRST_UNIT, isSubject, MAX_ROWS } from '../attestation/parts.ts';
import { readCanonical } from '../canonical.ts';
import { isEdition } from '../edition.ts';
import { isStrictlyIncreasing } from '../operation/names.ts';
import { fail, ok } from '../result.ts';
import type { CoreResult } from '../result.ts';
import { isPublicKey } from '../signature/ecdsa.ts';
import { pathsOf, writePaths } from './paths.ts';

/** Reads a report strictly: ENC-2, then the form of what its observations share. */
export function readReport(bytes: Uint8Array): CoreResult<Report> {
  const message = readCanonical(ReportSchema, bytes, MAX_BYTES.report);
  if (!message.ok) return message;
  const shape = checkReportShape(message.value);
  return shape.ok ? message : shape;
}

/** The form of the shared part. The parts of each observation are checked when they are rebuilt (rule REP-1). */
export function checkReportShape(report: Report): CoreResult<undefined> {
  const edition = checkEdition(report);
  if (!edition.ok) return edition;
  if (report.operationId.length !== 32) return fail('report.malformed', 'is not 32 bytes', 'operation_id');
  if (!areParams(report.params)) return fail('report.malformed', 'are not of the form of ATT-2', 'params');
  if (!isSubject(report.subject)) return fail('report.malformed', 'is not of the form of ATT-2', 'subject');
  return areReadingKinds(report.readings)
    ? checkPaths(report)
    : fail('report.malformed', 'are not of the form of ATT-2', 'readings');
}

/** Rule REP-7. The form of each path is checked with the bodies that have it (ATT-2). */
function checkPaths(report: Report): CoreResult<undefined> {
  const { version, paths, observations } = report;
  const whole = pathsOf(report);
  const bytes = whole.map((path) => encode(PathEvidenceSchema, path));
  const increasing = bytes.every((path, i) => i === 0 || compareBytes(bytes[i - 1] ?? path, path) < 0);
  if (!increasing) return fail('report.paths', 'are not strictly increasing', 'paths');
  const written = writePaths(version, whole).map((path) => encode(PathEvidenceSchema, path));
  if (!paths.every((path, i) => equalBytes(encode(PathEvidenceSchema, path), written[i] ?? new Uint8Array())))
    return fail('report.paths', 'one says a key that the one before it has', 'paths');
  const named = new Set(observations.flatMap(({ attestations }) => attestations.map(({ path }) => path)));
  if (![...named].every((position) => position <= paths.length)) {
    return fail('report.paths', 'one is named that is not there', 'paths');
  }
  return paths.every((_, i) => named.has(i + 1)) ? ok() : fail('report.paths', 'one is not named', 'paths');
}

/** Rule ED-1, and what came with the second edition: groups, and who submits. */
function checkEdition(report: Report): CoreResult<undefined> {
  const { version, feedId, groupId, rows, subject, transmitter, signature } = report;
  if (!isEdition(version)) return fail('report.version', 'is neither 1 nor 2', 'version');
  if (version === 1 && !isOfTheFirst(report)) {
    return fail('report.malformed', 'is 1, and something is of the second edition', 'version');
  }
  if (version === 2 && (feedId === 0) === (groupId === 0)) {
    return fail('report.malformed', 'is of one feed or of one group', 'feed_id');
  }
  if ((groupId === 0) !== (rows.length === 0)) {
    return fail('report.rows', 'stand exactly in a report of a group', 'rows');
  }
  if (rows.length > MAX_ROWS || !isStrictlyIncreasing(rows.map(({ key }) => key))) {
    return fail('report.rows', `are not at most ${MAX_ROWS}, strictly increasing by key`, 'rows');
  }
  if (rows.length > 0 && subject !== '')
    return fail('report.rows', 'stands in the rows of a group', 'subject');
  const signed = isPublicKey(transmitter) && signature.length === 64;
  return signed || (transmitter.length === 0 && signature.length === 0)
    ? ok()
    : fail('report.transmitter', 'is a key with a signature, or neither is there', 'transmitter');
}

function isOfTheFirst({
  groupId,
  rows,
  transmitter,
  signature,
  params,
  readings,
  observations,
}: Report): boolean {
  const own = observations.flatMap(({ attestations }) => attestations);
  return (
    groupId === 0 &&
    rows.length === 0 &&
    transmitter.length === 0 &&
    signature.length === 0 &&
    params.every(({ items }) => items.length === 0) &&
    readings.every(({ unit }) => unit.length <= FIRST_UNIT) &&
    own.every((a) => a.qualities.length === 0 && a.periodStartMs === 0n && a.rows.length === 0)
  );
}
