import { SessionBindSchema, domainDigest, encode, equalBytes } from '@cloudx3/proto';
import type { Context, SessionBind, SignedSessionBind } from '@cloudx3/proto';
import { checkParamList } from '@cloudx3/verifier-core';
import { verifyWithLibsecp } from '@cloudx3/verifier-core/node';
import type { CheckedParams } from '@cloudx3/verifier-core';
import { refuse, refused } from '../session/refusals.ts';
import type { Refused } from '../session/refusals.ts';
import type { Admitted } from './admission/admission.ts';

/** ATT-2: addresses and ids of devices are of visible ASCII. */
const ADDRESS = /^[\x21-\x7e]{1,90}$/;

/** A bind that SES-2 accepts. */
export interface AcceptedBind {
  readonly params: CheckedParams;
  readonly subject: string;
  readonly context: Context;
}

export type BindResult = { readonly ok: true; readonly bind: AcceptedBind } | Refused;

/** Rule SES-2, cheapest first. */
export function checkBind(signed: SignedSessionBind, admitted: Admitted): BindResult {
  const { bind } = signed;
  if (bind === undefined) return refused(refuse('session.malformed'));
  if (bind.version !== 1) return refused(refuse('session.version'));
  // SES-2: names the session
  if (!equalBytes(bind.sessionId, admitted.sessionId)) return refused(refuse('session.other_session'));
  // ATT-2: subject and context are as the attestation will carry them
  if (bind.subject !== '' && !ADDRESS.test(bind.subject)) return refused(refuse('session.subject'));
  const { context } = bind;
  if (context === undefined || !isContext(context)) return refused(refuse('session.context'));
  // SES-2: params satisfy OP-4
  const params = checkParamList(admitted.operation, bind.params);
  if (!params.ok) return refused(refuse(params.code, `${params.field ?? 'params'} ${params.message}`));
  // SES-2: signed by the same prover
  if (!isSigned(bind, signed.signature, admitted.request.prover)) return refused(refuse('session.signature'));
  return { ok: true, bind: { params: params.value, subject: bind.subject, context } };
}

/** ATT-2: exactly one purpose, each with what it needs. */
function isContext({ purpose }: Context): boolean {
  switch (purpose.case) {
    case 'round':
      return true;
    case 'command':
      return ADDRESS.test(purpose.value.devices);
    case 'nonce':
      return purpose.value.length >= 16 && purpose.value.length <= 32;
    case undefined:
      return false;
  }
}

function isSigned(bind: SessionBind, signature: Uint8Array, prover: Uint8Array): boolean {
  const digest = domainDigest('sessionBind', encode(SessionBindSchema, bind));
  return verifyWithLibsecp(digest, signature, prover);
}
