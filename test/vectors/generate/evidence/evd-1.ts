import { attestationId, observationId } from '@cloudx3/verifier-core';
import type { CoreCode, ShapedAttestation, ShapedObservation } from '@cloudx3/verifier-core';
import { NETWORK, OPERATORS, OUTSIDER, ROUND, SESSION_TIME_MS, must, networkJson, observation } from '../bodies.ts';
import { GROUP_FEED, plugs } from '../group.ts';
import { POWER } from '../operations.ts';
import { A, B, OPERATOR } from '../observation/parts.ts';
import { hex, invalid, valid } from '../vector.ts';
import type { TestKey, Vector } from '../vector.ts';
import { FEED_ID, attested, bare, bytesOf, highS, observed, offenceId, reads, resigned, roundBytes, shown } from './parts.ts';

type Shown = ReturnType<typeof shown>;

const OTHER = must(OPERATORS[1]);
const GRACE_MS = 120_000;
const RETIRED_AT_MS = Number(SESSION_TIME_MS) - GRACE_MS - 1;
const [FIRST, SECOND] = [reads(2150n), reads(2160n)];
const OUTSIDE = reads(99_999n);
const SEEN = observed(FIRST);
const SEEN_ELSE = observed(SECOND);
const grouped = (byte: number) =>
  observed(attested(plugs({ transcriptCommitment: new Uint8Array(32).fill(byte) })), {
    feedId: GROUP_FEED.id,
    isGroup: true,
  });
/** What the chain has published. */
const PUBLISHED = { network: networkJson(NETWORK), operation: hex(POWER.bytes) };

interface Verdict {
  readonly role: 'operator' | 'notary';
  readonly accused: TestKey;
  readonly offence: string;
  readonly feedId: number | null;
}

function good(name: string, evidence: Shown, { role, accused, offence, feedId }: Verdict, told = {}): Vector {
  const found = { role, accused: hex(accused.publicKey), offence, feed_id: feedId };
  return valid('EVD-1', name, { ...PUBLISHED, ...told, evidence, ...found });
}

function bad(name: string, evidence: Shown, code: CoreCode = 'evidence.none', told = {}): Vector {
  return invalid('EVD-1', name, code, { ...PUBLISHED, ...told, evidence });
}

function ofRound(feedId: number, groupId: number): Verdict {
  const offence = offenceId('observations', OPERATOR.publicKey, roundBytes(feedId, groupId, ROUND));
  return { role: 'operator', accused: OPERATOR, offence, feedId: Math.max(feedId, groupId) };
}

function ofSession(feedId: number | null): Verdict {
  const offence = offenceId('attestations', A.publicKey, FIRST.body.sessionId);
  return { role: 'notary', accused: A, offence, feedId };
}

function alone(kind: 'attestation' | 'retired_notary', { body }: ShapedAttestation): Verdict {
  const offence = offenceId(kind, A.publicKey, attestationId(body));
  return { role: 'notary', accused: A, offence, feedId: FEED_ID };
}

function afterwards({ body }: ShapedObservation): Verdict {
  const offence = offenceId('retired_operator', OPERATOR.publicKey, observationId(body));
  return { role: 'operator', accused: OPERATOR, offence, feedId: FEED_ID };
}

const both = (first: ShapedObservation, second: ShapedObservation) =>
  shown('observations', bytesOf(first), bytesOf(second));
const two = (first: ShapedAttestation, second: ShapedAttestation) =>
  shown('attestations', bytesOf(first), bytesOf(second));

function observations(): Vector[] {
  const first = (change: object) => observed(attested(change));
  return [
    good('two observations of one round', both(SEEN, SEEN_ELSE), ofRound(FEED_ID, 0)),
    good('the same the other way round', both(SEEN_ELSE, SEEN), ofRound(FEED_ID, 0)),
    good('two without what they name', shown('observations', bare(SEEN), bare(SEEN_ELSE)), ofRound(FEED_ID, 0)),
    good('two of one round of a group', both(grouped(1), grouped(2)), ofRound(0, GROUP_FEED.id)),
    bad('one observation twice', both(SEEN, SEEN)),
    bad('one observation under two signatures', shown('observations', bytesOf(SEEN), resigned(SEEN, highS(SEEN.signature)))),
    bad('one observation with and without what it names', shown('observations', bytesOf(SEEN), bare(SEEN))),
    bad('observations of two rounds', both(SEEN, observed(SECOND, { round: ROUND + 1n }))),
    bad('observations of two feeds', both(SEEN, observed(SECOND, { feedId: FEED_ID + 1 }))),
    bad('observations of a feed and of a group', both(SEEN, observed(SECOND, { isGroup: true }))),
    bad('observations of two observers', both(SEEN, observed(SECOND, {}, OTHER))),
    bad('observations of the first edition', both(first({ version: 1 }), observed(reads(2160n, { version: 1 })))),
    bad('observations by this key on another chain', both(SEEN, SEEN_ELSE), 'evidence.none', {
      network: networkJson({ ...NETWORK, chainId: 'other-1' }),
    }),
    bad('observations for another contract', both(SEEN, SEEN_ELSE), 'evidence.none', {
      network: networkJson({ ...NETWORK, oracle: 'cloud1other' }),
    }),
    bad(
      'an observation that its observer did not sign',
      shown('observations', bytesOf(SEEN), resigned(SEEN_ELSE, SEEN.signature)),
      'observation.signature',
    ),
    bad('an observation without a body', shown('observations', bytesOf(SEEN), new Uint8Array())),
    bad('an attestation as an observation', shown('observations', bytesOf(SEEN), Uint8Array.of(9)), 'proto.malformed'),
  ];
}

function attestations(): Vector[] {
  const probe = reads(2160n, { context: { purpose: { case: 'probe', value: new Uint8Array(16).fill(3) } } });
  const { sessionId } = FIRST.body;
  return [
    good('two attestations of one session', two(FIRST, SECOND), ofSession(FEED_ID)),
    good('two attestations of which one is for no feed', two(probe, SECOND), ofSession(FEED_ID)),
    good('two attestations for no feed', two(probe, reads(2170n, { context: probe.body.context! })), ofSession(null)),
    bad('one attestation twice', two(FIRST, FIRST)),
    bad('one attestation under two signatures', shown('attestations', bytesOf(FIRST), resigned(FIRST, highS(FIRST.signature)))),
    bad('attestations of two sessions', two(FIRST, reads(2160n, { sessionId: new Uint8Array(16).fill(5) }))),
    bad('one session number at two notaries', two(FIRST, attested({ sessionId }, B))),
    bad('attestations of the first edition', two(reads(2150n, { version: 1 }), reads(2160n, { version: 1 }))),
    bad('attestations for another chain', two(FIRST, SECOND), 'evidence.none', {
      network: networkJson({ ...NETWORK, chainId: 'other-1' }),
    }),
    bad(
      'an attestation that its notary did not sign',
      shown('attestations', bytesOf(FIRST), resigned(SECOND, FIRST.signature)),
      'attestation.signature',
    ),
  ];
}

function againstOperation(): Vector[] {
  const short = reads(1n, { readings: reads(1n).body.readings.slice(1) });
  return [
    good('a reading out of its bounds', shown('attestation', bytesOf(OUTSIDE)), alone('attestation', OUTSIDE)),
    good('a reading that is missing', shown('attestation', bytesOf(short)), alone('attestation', short)),
    bad('an attestation that keeps to its operation', shown('attestation', bytesOf(FIRST))),
    bad('an attestation out of bounds that nobody signed', shown('attestation', resigned(OUTSIDE, FIRST.signature)), 'attestation.signature'),
    bad('an attestation out of bounds of the first edition', shown('attestation', bytesOf(reads(99_999n, { version: 1 })))),
  ];
}

function retired(): Vector[] {
  const since = (retired_at_ms: number) => ({ retired_at_ms });
  const early = attested({ sessionTimeMs: SESSION_TIME_MS - 1n, sessionId: new Uint8Array(16).fill(6) }, B);
  const late = observation(OPERATOR, [FIRST, early]);
  const notary = shown('retired_notary', bytesOf(FIRST));
  const operator = shown('retired_operator', bytesOf(SEEN));
  return [
    good('a notary at work after its grace', notary, alone('retired_notary', FIRST), since(RETIRED_AT_MS)),
    bad('a notary at work at the end of its grace', notary, 'evidence.none', since(RETIRED_AT_MS + 1)),
    bad('a notary that was not retired', notary),
    good('an operator at work after its grace', operator, afterwards(SEEN), since(RETIRED_AT_MS)),
    bad('an operator at work at the end of its grace', operator, 'evidence.none', since(RETIRED_AT_MS + 1)),
    bad('an operator of whose sessions the first is within its grace', shown('retired_operator', bytesOf(late)), 'evidence.none', since(RETIRED_AT_MS)),
    bad('an operator that was not retired', operator),
    bad('an observation of a retired operator without what it names', shown('retired_operator', bare(SEEN)), 'observation.malformed', since(RETIRED_AT_MS)),
    bad('a retired operator’s observation signed by another', shown('retired_operator', resigned(SEEN, OUTSIDER.sign(observationId(SEEN.body)))), 'observation.signature', since(RETIRED_AT_MS)),
    bad('a retired notary of another chain', notary, 'evidence.none', {
      ...since(RETIRED_AT_MS),
      network: networkJson({ ...NETWORK, chainId: 'other-1' }),
    }),
  ];
}

/** Rule EVD-1: what is an offence, and what is none. */
export function evidenceVectors(): Vector[] {
  return [...observations(), ...attestations(), ...againstOperation(), ...retired()];
}
