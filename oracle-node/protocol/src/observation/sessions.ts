import type { ShapedObservation } from '@cloudx3/verifier-core';
import { hexOf } from '../bytes.ts';

/** Session ids of an observation's attestations, in hex. */
export function sessionsOf({ attestations }: ShapedObservation): string[] {
  const sessions: string[] = [];
  for (const { body } of attestations) sessions.push(hexOf(body.sessionId));
  return sessions;
}
