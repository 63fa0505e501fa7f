// Rule REP-7: notaries that see one server at several addresses see one certificate, which a report of the second edition says once.
import { create, equalBytes, PathEvidenceSchema } from '@cloudx3/proto';
import type { PathEvidence, Report } from '@cloudx3/proto';

type Written = Pick<Report, 'version' | 'paths'>;

const LEFT_OUT = new Uint8Array();

/** The paths of a report as notaries signed them, in the report's order. */
export function pathsOf({ version, paths }: Written): PathEvidence[] {
  const whole: PathEvidence[] = [];
  for (const path of paths) {
    const before = version === 1 ? undefined : whole.at(-1);
    const inherit = (own: Uint8Array, its: Uint8Array | undefined) => (own.length === 0 ? (its ?? own) : own);
    whole.push(withKeys(path, before, inherit));
  }
  return whole;
}

/** Whole paths as a report of this edition writes them: without a key that is the one of the path before. */
export function writePaths(version: number, whole: readonly PathEvidence[]): PathEvidence[] {
  const leaveOut = (own: Uint8Array, its: Uint8Array | undefined) =>
    its !== undefined && equalBytes(own, its) ? LEFT_OUT : own;
  return whole.map((path, i) => withKeys(path, version === 1 ? undefined : whole[i - 1], leaveOut));
}

function withKeys(
  path: PathEvidence,
  before: PathEvidence | undefined,
  keyOf: (own: Uint8Array, its: Uint8Array | undefined) => Uint8Array,
): PathEvidence {
  return create(PathEvidenceSchema, {
    ...path,
    serverSpkiSha256: keyOf(path.serverSpkiSha256, before?.serverSpkiSha256),
    issuerSpkiSha256: keyOf(path.issuerSpkiSha256, before?.issuerSpkiSha256),
  });
}
