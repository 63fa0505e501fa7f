import {
  GossipEnvelopeSchema,
  MAX_BYTES,
  ObservationBodySchema,
  create,
  decode,
  encode,
} from '@cloudx3/proto';
import { loadNode, runNode } from 'oracle-node';
import type { Gossip } from 'oracle-node';
import { attestationId, observationId } from '@cloudx3/verifier-core';

// A node with a registered key, genuine sessions and a changed program: before it gossips an observation it adds ten degrees to every
// reading, and signs the observation anew. What it cannot make anew is the notary's signature.

const loaded = await loadNode(process.argv[2] ?? 'node.toml', { environment: process.env });
const { sign } = loaded.identity.operator;

function lie(bytes: Uint8Array): Uint8Array {
  const envelope = decode(GossipEnvelopeSchema, bytes, MAX_BYTES.gossipEnvelope);
  const observation = envelope.kind.case === 'observation' ? envelope.kind.value : undefined;
  if (observation?.body === undefined) return bytes;
  for (const { body } of observation.attestations) {
    for (const { value } of body?.readings ?? []) {
      if (value !== undefined) value.mantissa += 10n * 10n ** BigInt(value.scale);
    }
  }
  const attestationIds = observation.attestations.flatMap(({ body }) =>
    body === undefined ? [] : [attestationId(body)],
  );
  observation.body = create(ObservationBodySchema, { ...observation.body, attestationIds });
  observation.signature = sign(observationId(observation.body));
  return encode(GossipEnvelopeSchema, envelope);
}

function lying(gossip: Gossip): Gossip {
  return {
    addresses: () => gossip.addresses(),
    start: (handlers) => gossip.start({ ...handlers, answer: () => undefined }),
    setMembers: (members) => gossip.setMembers(members),
    setFeeds: (feedIds) => gossip.setFeeds(feedIds),
    publish: (feedId, bytes) => gossip.publish(feedId, lie(bytes)),
    ask: (member, request, signal) => gossip.ask(member, request, signal),
    peers: () => gossip.peers(),
    close: () => gossip.close(),
  };
}

// It submits nothing itself: what it holds of its own is the truth, and a report with that would be a good one.
const running = await runNode(loaded, (ports) => {
  const prepare = () => Promise.reject(new Error('this node does not submit'));
  return { ...ports, gossip: lying(ports.gossip), chain: { ...ports.chain, prepare } };
});
const { promise: stopped, resolve } = Promise.withResolvers<undefined>();
process.once('SIGTERM', () => resolve(undefined));
console.log(JSON.stringify({ ready: true, http: running.http.url }));
await stopped;
await running.close();
