import { GossipEnvelopeSchema, MAX_BYTES, ProtoError, decode } from '@cloudx3/proto';
import type { Observation } from '@cloudx3/proto';
import { sourceId } from '@cloudx3/verifier-core';
import { judgeObservation } from '../observation/judge.ts';
import type { ObservationContext } from '../observation/context.ts';
import { reject } from '../verdict.ts';
import type { Refusal, Verdict } from '../verdict.ts';

/** Judges the bytes of one gossip message that came in on the topic of feed `topicFeedId`. */
export function judgeEnvelope(bytes: Uint8Array, topicFeedId: number, context: ObservationContext): Verdict {
  const opened = openEnvelope(bytes);
  if ('action' in opened) return opened;
  // Each feed has a topic of its own, so that a node hears only of the feeds that it serves.
  if (opened.body !== undefined && sourceId(opened.body) !== topicFeedId) return reject('gossip.topic');
  return judgeObservation(opened, context);
}

function openEnvelope(bytes: Uint8Array): Observation | Refusal {
  if (bytes.length > MAX_BYTES.gossipEnvelope) return reject('gossip.too_large');
  try {
    const envelope = decode(GossipEnvelopeSchema, bytes, MAX_BYTES.gossipEnvelope);
    if (envelope.version !== 1 || envelope.kind.case !== 'observation') return reject('gossip.version');
    return envelope.kind.value;
  } catch (error) {
    if (error instanceof ProtoError) return reject('gossip.malformed');
    throw error;
  }
}
