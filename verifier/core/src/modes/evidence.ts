import type { AttestationBody } from '@cloudx3/proto';
import { checkSegments, isPathEvidence } from '../attestation/path.ts';
import type { CheckedOperation } from '../operation/checked-operation.ts';
import { ok } from '../result.ts';
import type { CoreResult } from '../result.ts';

/** What an attestation of a mode carries besides, and what is asked of it. */
export interface Evidence {
  /** The field of `AttestationBody` that holds it; undefined where the mode has none. */
  readonly field: 'path' | undefined;
  /** Rule ATT-2: it is there exactly where the mode has it, and well formed. */
  readonly isFormed: (body: AttestationBody) => boolean;
  /** Rule ATT-4: it is what the operation asks for. */
  readonly check: (body: AttestationBody, operation: CheckedOperation) => CoreResult<undefined>;
}

export const NO_EVIDENCE: Evidence = {
  field: undefined,
  isFormed: ({ path }) => path === undefined,
  check: () => ok(),
};

/** The path on which the session's bytes travelled (rule PRX-9). */
export const PATH_EVIDENCE: Evidence = {
  field: 'path',
  isFormed: ({ version, path, sessionTimeMs }) =>
    path !== undefined && isPathEvidence(path, version, sessionTimeMs),
  check: ({ path }, operation) => checkSegments(path, operation),
};
