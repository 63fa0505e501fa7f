import type { ShapedObservation } from '@cloudx3/verifier-core';
import { hexOf } from '../bytes.ts';

/** The sessions of an observation's attestations: notary and session id, in hex (rule REP-3). */
export function sessionsOf({ attestations }: ShapedObservation): string[] {
  const sessions: string[] = [];
  for (const { body } of attestations) sessions.push(`${hexOf(body.notary)} ${hexOf(body.sessionId)}`);
  return sessions;
}
