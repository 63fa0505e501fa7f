import type { Admitted } from './admission/admission.ts';
import { limitsOf } from '../session/limits.ts';
import type { SessionLimits } from '../session/limits.ts';
import type { NotaryMessageInit } from './attest.ts';

/** What a prover is told of a session that is let in: its id, and within what it has to stay. */
export function grantMessage(
  { sessionId, operation, request }: Admitted,
  limits: SessionLimits,
): NotaryMessageInit {
  const { maxRequestBytes, maxResponseBytes } = operation.message;
  const { idleTimeoutMs } = limits;
  const { onlineTimeoutMs } = limitsOf(limits, request.mode);
  const value = { sessionId, maxRequestBytes, maxResponseBytes, idleTimeoutMs, onlineTimeoutMs };
  return { kind: { case: 'grant', value } };
}
