import { equalBytes } from '@cloudx3/proto';
import { sourceId } from '@cloudx3/verifier-core';
import type { ShapedObservation } from '@cloudx3/verifier-core';
import { ignore } from '../verdict.ts';
import type { Objection } from '../verdict.ts';
import type { ObservationContext } from './context.ts';

/**
 * OBS-8 before any signature is checked: what is held already is a duplicate, and a node whose equivocation is proven gets no
 * further checks for that round, so that it cannot make us verify without end.
 */
export function obs8BeforeSignatures(
  { body }: ShapedObservation,
  id: Uint8Array,
  context: Pick<ObservationContext, 'held' | 'equivocated'>,
): Objection {
  const held = context.held(sourceId(body), body.round, body.observer);
  if (held === undefined) return undefined;
  if (equalBytes(held.id, id)) return ignore('observation.duplicate');
  return context.equivocated(sourceId(body), body.round, body.observer)
    ? ignore('observation.equivocation')
    : undefined;
}

/**
 * OBS-8 after the signatures: a different observation that the same node really signed. It is not passed on, but the peer that sent
 * it may be honest and have seen only this one; the evidence is against the observer.
 */
export function obs8AfterSignatures(
  message: ShapedObservation,
  context: Pick<ObservationContext, 'held'>,
): Objection {
  const { round, observer } = message.body;
  const feedId = sourceId(message.body);
  const first = context.held(feedId, round, observer)?.message;
  if (first === undefined) return undefined;
  return {
    ...ignore('observation.equivocation'),
    evidence: { feedId, round, observer, first, second: message },
  };
}
