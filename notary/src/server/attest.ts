import type { MessageInitShape, NotaryMessageSchema } from '@cloudx3/proto';
import { signAttestation } from '@cloudx3/verifier-core';
import type { SignDigest } from '@cloudx3/verifier-core';
import type { SeenTranscript } from './engine.ts';
import type { Refusal } from '../session/refusals.ts';
import type { AdmissionDeps } from './admission/admission.ts';
import type { BoundSession } from './machine.ts';
import { makeStatement } from '../session/statement.ts';

export interface AttestDeps {
  readonly admission: AdmissionDeps;
  readonly sign: SignDigest;
  /** Whether MPC sessions trust a custom CA; a carried session says so itself. */
  readonly customCa: boolean;
}

export type NotaryMessageInit = MessageInitShape<typeof NotaryMessageSchema>;

type AttestResult =
  | { readonly ok: true; readonly result: NotaryMessageInit }
  | { readonly ok: false; readonly refusal: Refusal };

const SALT_BYTES = 32;

/** The last word of a session: the signed statement about what was seen, with the salt of its transcript hash, or why there is none. */
export function attest(
  bound: BoundSession,
  transcript: SeenTranscript,
  { admission, sign, customCa }: AttestDeps,
): AttestResult {
  const { request, operation, sessionId } = bound.admitted;
  const salt = admission.random(SALT_BYTES);
  const session = {
    ...bound,
    ...admission.site,
    mode: request.mode,
    prover: request.prover,
    operation,
    sessionId,
    customCa: transcript.carried?.customCa ?? customCa,
  };
  const statement = makeStatement(session, transcript, salt);
  if (!statement.ok) return statement;
  const attestation = signAttestation(statement.body, sign);
  return { ok: true, result: { kind: { case: 'result', value: { attestation, transcriptSalt: salt } } } };
}
