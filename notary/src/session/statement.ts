import { AttestationBodySchema, MAX_BYTES, create, encode } from '@cloudx3/proto';
import type { AttestationBody, Context } from '@cloudx3/proto';
import {
  MODES,
  compareRequest,
  evaluateResponse,
  paramsFromList,
  transcriptCommitment,
} from '@cloudx3/verifier-core';
import type { CheckedOperation, CheckedParams, ModeName } from '@cloudx3/verifier-core';
import type { SeenTranscript } from './seen-transcript.ts';
import { refuse, refused } from './refusals.ts';
import type { Refused } from './refusals.ts';
import { hiddenRanges, withZeros } from './hidden-ranges.ts';

/** What an attestation has around its body: a signature of 64 bytes, tags and lengths. */
const SIGNATURE_BYTES = 70;

/** What a notary knows of a session before it sees the transcript. */
export interface StatementSession {
  readonly network: { readonly chainId: string; readonly oracle: string };
  readonly notary: Uint8Array;
  readonly mode: ModeName;
  readonly prover: Uint8Array;
  readonly sessionId: Uint8Array;
  readonly sessionTimeMs: number;
  readonly operation: CheckedOperation;
  readonly params: CheckedParams;
  /** Empty where the operation has rows. */
  readonly subject: string;
  /** That of each row, in the order of the list; empty where the operation has none. */
  readonly rowSubjects: readonly string[];
  readonly context: Context;
}

export type StatementResult = { readonly ok: true; readonly body: AttestationBody } | Refused;

/**
 * What a notary says about a session whose transcript it has verified (rule ATT-1): it compares the request with the one that it
 * renders itself, parses the response and selects the readings, and refuses with the code of whatever does not hold. Pure; `salt` is 32
 * random bytes.
 */
export function makeStatement(
  session: StatementSession,
  transcript: Omit<SeenTranscript, 'onlineAtMs'>,
  salt: Uint8Array,
): StatementResult {
  const { operation } = session;
  const params = paramsFromList(session.params);
  const sessionTimeMs = BigInt(session.sessionTimeMs);
  const { sent, received } = transcript;
  const { wire, requestLayout } = MODES[session.mode];
  // OP-2: the certificate was checked for the name that the operation has
  if (transcript.serverName !== operation.message.serverName) return refused(refuse('statement.server_name'));
  // RES-1: all of the response is visible
  if (hiddenRanges(received.ranges, received.bytes.length).length > 0) {
    return refused(refuse('statement.response_hidden'));
  }
  // REQ-2, REQ-3, REQ-4
  const hidden = hiddenRanges(sent.ranges, sent.bytes.length);
  const request = compareRequest(operation, params, sent.bytes, hidden, requestLayout);
  if (!request.ok) return refused(refuse(request.code, locate(request)));
  // RES, SEL, CON
  const outcome = evaluateResponse(operation, params, received.bytes, sessionTimeMs);
  if (!outcome.ok) return refused(refuse(outcome.code, locate(outcome)));
  const body = create(AttestationBodySchema, {
    version: 2,
    network: session.network,
    notary: session.notary,
    mode: wire,
    operationId: operation.id,
    params: [...session.params],
    subject: session.subject,
    context: session.context,
    prover: session.prover,
    sessionId: session.sessionId,
    sessionTimeMs,
    observedAtMs: outcome.value.observedAtMs,
    periodStartMs: outcome.value.periodStartMs,
    readings: outcome.value.readings,
    // ROW-2: whose a row is, the bind says
    rows: outcome.value.rows.map((row, i) => ({ ...row, subject: session.rowSubjects[i] ?? '' })),
    // ATT-3
    transcriptCommitment: transcriptCommitment(salt, withZeros(sent.bytes, hidden), received.bytes),
    ...(transcript.path === undefined ? {} : { path: transcript.path }),
    customCa: transcript.customCa,
  });
  // ENC-2: what nobody would read is not signed
  const bytes = encode(AttestationBodySchema, body).length + SIGNATURE_BYTES;
  if (bytes > MAX_BYTES.attestation) return refused(refuse('statement.too_large', `${bytes} bytes`));
  return { ok: true, body };
}

function locate({ field, message }: { field?: string; message: string }): string {
  return field === undefined ? message : `${field}: ${message}`;
}
