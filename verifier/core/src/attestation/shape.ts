import { Quality } from '@cloudx3/proto';
import type { AttestationBody, Reading } from '@cloudx3/proto';
import { isEdition } from '../edition.ts';
import { modeRow } from '../modes/table.ts';
import { fail, ok } from '../result.ts';
import type { CoreResult } from '../result.ts';
import { isPublicKey } from '../signature/ecdsa.ts';
import { isContext } from './context.ts';
import { areParams, areReadings, FIRST_UNIT, isNetwork, isSubject, TIME_BOUND } from './parts.ts';
import { areRows } from './rows.ts';

/** Rule ATT-2: the form of a body, whatever it says. */
export function checkAttestationShape(body: AttestationBody): CoreResult<undefined> {
  if (!isEdition(body.version)) return fail('attestation.version', 'is neither 1 nor 2', 'version');
  const field = (body.version === 1 ? fieldOfSecond(body) : undefined) ?? malformedField(body);
  return field === undefined
    ? ok()
    : fail('attestation.malformed', 'is not of the form of rule ATT-2', field);
}

function malformedField(body: AttestationBody): string | undefined {
  if (!isNetwork(body.network)) return 'network';
  if (!isPublicKey(body.notary)) return 'notary';
  const mode = modeRow(body.mode);
  if (mode === undefined) return 'mode';
  if (body.operationId.length !== 32) return 'operation_id';
  if (!areParams(body.params)) return 'params';
  if (!isSubject(body.subject)) return 'subject';
  if (!isContext(body.context, { subject: body.subject, hasRows: body.rows.length > 0 })) return 'context';
  if (!isPublicKey(body.prover)) return 'prover';
  if (body.sessionId.length !== 16) return 'session_id';
  if (body.sessionTimeMs <= 0n || body.sessionTimeMs >= TIME_BOUND) return 'session_time_ms';
  if (body.observedAtMs >= TIME_BOUND) return 'observed_at_ms';
  if (!areReadings(body.readings)) return 'readings';
  if (body.periodStartMs > body.observedAtMs) return 'period_start_ms';
  if (!areRows(body)) return 'rows';
  if (body.transcriptCommitment.length !== 32) return 'transcript_commitment';
  return mode.evidence.isFormed(body) ? undefined : 'path';
}

/** Rule ED-1: which field came with the second edition; the path looks after itself. */
function fieldOfSecond(body: AttestationBody): string | undefined {
  if (body.params.some(({ items }) => items.length > 0)) return 'params';
  const purpose = body.context?.purpose.case;
  if (purpose === 'groupRound' || purpose === 'binding') return 'context';
  if (!body.readings.every(isOfTheFirst)) return 'readings';
  if (body.rows.length > 0) return 'rows';
  return body.periodStartMs > 0n ? 'period_start_ms' : undefined;
}

/** No quality, and no unit that is a URI. */
function isOfTheFirst({ quality, unit }: Pick<Reading, 'quality' | 'unit'>): boolean {
  return quality === Quality.UNSPECIFIED && unit.length <= FIRST_UNIT;
}
