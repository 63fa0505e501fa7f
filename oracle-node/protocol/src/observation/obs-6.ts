import type { ShapedObservation } from '@cloudx3/verifier-core';
import type { FeedRules } from '../feed.ts';
import { reject } from '../verdict.ts';
import type { Objection } from '../verdict.ts';
import { sessionsOf } from './sessions.ts';

/** OBS-6: enough notaries, each with a session of its own. That the notaries differ follows from their order (OBS-2). */
export function obs6(observation: ShapedObservation, feed: FeedRules): Objection {
  const sessions = sessionsOf(observation);
  if (sessions.length < feed.notariesRequired) return reject('observation.notaries_required');
  return new Set(sessions).size === sessions.length ? undefined : reject('observation.session_reused');
}
