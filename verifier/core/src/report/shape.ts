import { compareBytes, encode, MAX_BYTES, PathEvidenceSchema, ReportSchema } from '@cloudx3/proto';
import type { Report } from '@cloudx3/proto';
import { areParams, areReadingKinds, isSubject } from '../attestation/shape.ts';
import { readCanonical } from '../canonical.ts';
import { fail, ok } from '../result.ts';
import type { CoreResult } from '../result.ts';

/** Reads a report strictly: ENC-2, then the form of what its observations share. */
export function readReport(bytes: Uint8Array): CoreResult<Report> {
  const message = readCanonical(ReportSchema, bytes, MAX_BYTES.report);
  if (!message.ok) return message;
  const shape = checkReportShape(message.value);
  return shape.ok ? message : shape;
}

/** The form of the shared part. The parts of each observation are checked when they are rebuilt (rule REP-1). */
export function checkReportShape(report: Report): CoreResult<undefined> {
  if (report.version !== 1) return fail('report.version', 'is not 1', 'version');
  if (report.operationId.length !== 32) return fail('report.malformed', 'is not 32 bytes', 'operation_id');
  if (!areParams(report.params)) return fail('report.malformed', 'are not of the form of ATT-2', 'params');
  if (!isSubject(report.subject)) return fail('report.malformed', 'is not of the form of ATT-2', 'subject');
  return areReadingKinds(report.readings)
    ? checkPaths(report)
    : fail('report.malformed', 'are not of the form of ATT-2', 'readings');
}

/** Rule REP-7. The form of each path is checked with the bodies that have it (ATT-2). */
function checkPaths({ paths, observations }: Report): CoreResult<undefined> {
  const bytes = paths.map((path) => encode(PathEvidenceSchema, path));
  const increasing = bytes.every((path, i) => i === 0 || compareBytes(bytes[i - 1] ?? path, path) < 0);
  if (!increasing) return fail('report.paths', 'are not strictly increasing', 'paths');
  const named = new Set(observations.flatMap(({ attestations }) => attestations.map(({ path }) => path)));
  if (![...named].every((position) => position <= paths.length)) {
    return fail('report.paths', 'one is named that is not there', 'paths');
  }
  return paths.every((_, i) => named.has(i + 1)) ? ok() : fail('report.paths', 'one is not named', 'paths');
}
