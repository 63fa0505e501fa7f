import type { Admitted } from './admission/admission.ts';
import type { ModeLimits, SessionLimits } from '../session/limits.ts';
import type { NotaryMessageInit } from '../session/messages.ts';

/** What a prover is told of a session that is let in: its id, and within what it has to stay. */
export function grantMessage(
  { sessionId, operation }: Admitted,
  { idleTimeoutMs }: SessionLimits,
  { onlineTimeoutMs }: ModeLimits,
): NotaryMessageInit {
  const { maxRequestBytes, maxResponseBytes } = operation.message;
  const value = { sessionId, maxRequestBytes, maxResponseBytes, idleTimeoutMs, onlineTimeoutMs };
  return { kind: { case: 'grant', value } };
}
