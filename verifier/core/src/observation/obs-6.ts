import { equalBytes } from '@cloudx3/proto';
import { fail, ok } from '../result.ts';
import type { CoreResult } from '../result.ts';
import { modePolicy } from './feed-terms.ts';
import type { FeedTerms } from './feed-terms.ts';
import type { ShapedObservation } from './shape.ts';

/**
 * Rule OBS-6 for a well-formed observation whose attestations satisfy OBS-5: one mode, enough notaries in it, each with a session of
 * its own. OBS-2 has made the notaries strictly increasing, so each attestation is of another.
 */
export function checkTogether(
  { attestations }: Pick<ShapedObservation, 'attestations'>,
  feed: Pick<FeedTerms, 'modes'>,
): CoreResult<undefined> {
  const bodies = attestations.map(({ body }) => body);
  // In the second edition a session is its notary's, and OBS-2 has made the notaries different.
  const repeated = bodies.some(
    (a, i) => a.version === 1 && bodies.slice(0, i).some((b) => equalBytes(a.sessionId, b.sessionId)),
  );
  if (repeated) return fail('observation.session_reused', 'two are of one session', 'attestations');
  const [first] = bodies;
  if (first === undefined || bodies.some(({ mode }) => mode !== first.mode)) {
    return fail('observation.mixed_modes', 'are not all of one mode', 'attestations');
  }
  const needed = modePolicy(feed, first.mode)?.notaries;
  if (needed === undefined) return fail('attestation.mode', 'is not accepted', 'attestations');
  if (bodies.length < needed) {
    return fail('observation.notaries_required', `${bodies.length} of ${needed}`, 'attestations');
  }
  // Nobody pays for what was not asked for.
  return first.version === 1 || bodies.length === needed
    ? ok()
    : fail('observation.notaries_too_many', `${bodies.length}, ${needed} are asked for`, 'attestations');
}
