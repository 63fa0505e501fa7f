import { signAttestation } from '@cloudx3/verifier-core';
import type { NotaryMessageInit } from '../session/messages.ts';
import type { Refused } from '../session/refusals.ts';
import type { SeenTranscript } from '../session/seen-transcript.ts';
import { makeStatement } from '../session/statement.ts';
import type { BoundSession } from './machine.ts';
import type { SessionDeps } from './session-deps.ts';

type AttestResult = { readonly ok: true; readonly result: NotaryMessageInit } | Refused;

const SALT_BYTES = 32;

/** The last word of a session: the signed statement about what was seen, with the salt of its transcript hash, or why there is none. */
export function attest(
  bound: BoundSession,
  transcript: SeenTranscript,
  { admission, sign }: Pick<SessionDeps, 'admission' | 'sign'>,
): AttestResult {
  const { request, mode, operation, sessionId } = bound.admitted;
  const { network, notary } = admission.site;
  const salt = admission.random(SALT_BYTES);
  const { prover } = request;
  const session = { ...bound, network, notary, mode: mode.mode, prover, operation, sessionId };
  const statement = makeStatement(session, transcript, salt);
  if (!statement.ok) return statement;
  const attestation = signAttestation(statement.body, sign);
  return { ok: true, result: { kind: { case: 'result', value: { attestation, transcriptSalt: salt } } } };
}
