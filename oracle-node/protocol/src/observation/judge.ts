import type { Observation } from '@cloudx3/proto';
import { observationId, sourceId } from '@cloudx3/verifier-core';
import type { Verdict } from '../verdict.ts';
import { asAccepted } from './accepted.ts';
import type { ObservationContext } from './context.ts';
import { obs2 } from './obs-2.ts';
import { obs3 } from './obs-3.ts';
import { obs4 } from './obs-4.ts';
import { obs5 } from './obs-5.ts';
import { obs6 } from './obs-6.ts';
import { obs7 } from './obs-7.ts';
import { obs8AfterSignatures, obs8BeforeSignatures } from './obs-8.ts';
import { obs9 } from './obs-9.ts';
import { inRound } from '../rounds/members.ts';

/** May this observation be counted? The rules of PROTOCOL section 7 in the order of their cost. */
export function judgeObservation(message: Observation, context: ObservationContext): Verdict {
  const shaped = obs2(message, context.network);
  if ('action' in shaped) return shaped;
  const known = context.feed(sourceId(shaped.body));
  const feed = obs3(shaped, known && inRound(known, shaped.body.round));
  if ('action' in feed) return feed;
  const id = observationId(shaped.body);
  const objection =
    obs4(shaped, feed, context.nowMs) ??
    obs8BeforeSignatures(shaped, id, context) ??
    obs5(shaped, feed, context) ??
    obs6(shaped, feed) ??
    obs9(shaped, feed) ??
    obs7(shaped, id, context) ??
    obs8AfterSignatures(shaped, context);
  return objection ?? { action: 'accept', observation: asAccepted(shaped, id) };
}
