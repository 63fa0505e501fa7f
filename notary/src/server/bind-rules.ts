import { SessionBindSchema, domainDigest, encode, equalBytes } from '@cloudx3/proto';
import type { Context, Operation, SessionBind, SignedSessionBind } from '@cloudx3/proto';
import { checkParamList, isContext, isSubject } from '@cloudx3/verifier-core';
import { verifyWithLibsecp } from '@cloudx3/verifier-core/node';
import type { CheckedParams } from '@cloudx3/verifier-core';
import { refuse, refused } from '../session/refusals.ts';
import type { Refused } from '../session/refusals.ts';
import type { Admitted } from './admission/admission.ts';

/** A bind that SES-2 accepts. */
export interface AcceptedBind {
  readonly params: CheckedParams;
  readonly subject: string;
  /** That of each item of the list, in their order; none where the operation has no rows. */
  readonly rowSubjects: readonly string[];
  readonly context: Context;
}

export type BindResult = { readonly ok: true; readonly bind: AcceptedBind } | Refused;

/** Rule SES-2, cheapest first. */
export function checkBind(
  signed: SignedSessionBind,
  admitted: Pick<Admitted, 'sessionId' | 'operation' | 'request'>,
): BindResult {
  const { bind } = signed;
  if (bind === undefined) return refused(refuse('session.malformed'));
  if (bind.version !== 1) return refused(refuse('session.version'));
  // SES-2: names the session
  if (!equalBytes(bind.sessionId, admitted.sessionId)) return refused(refuse('session.other_session'));
  // ATT-2: subject and context are as the attestation will carry them
  if (!areSubjects(bind, admitted.operation.message)) return refused(refuse('session.subject'));
  const { context, subject, rowSubjects } = bind;
  const hasRows = admitted.operation.message.rows !== undefined;
  if (!isContext(context, { subject, hasRows })) return refused(refuse('session.context'));
  // SES-2: params satisfy OP-4
  const params = checkParamList(admitted.operation, bind.params);
  if (!params.ok) return refused(refuse(params.code, `${params.field ?? 'params'} ${params.message}`));
  // SES-2: signed by the same prover
  if (!isSigned(bind, signed.signature, admitted.request.prover)) return refused(refuse('session.signature'));
  return { ok: true, bind: { params: params.value, subject, rowSubjects, context } };
}

/** ATT-2: one subject, or with rows one for each item of the list. */
function areSubjects({ subject, rowSubjects, params }: SessionBind, { rows }: Operation): boolean {
  const items = params.find(({ name }) => name === rows?.list)?.items ?? [];
  return (
    [subject, ...rowSubjects].every(isSubject) &&
    rowSubjects.length === (rows === undefined ? 0 : items.length) &&
    (rows === undefined || subject === '')
  );
}

function isSigned(bind: SessionBind, signature: Uint8Array, prover: Uint8Array): boolean {
  const digest = domainDigest('sessionBind', encode(SessionBindSchema, bind));
  return verifyWithLibsecp(digest, signature, prover);
}
