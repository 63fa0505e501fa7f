import { MAX_BYTES, create, ObservationSchema } from '@cloudx3/proto';
import type { Observation } from '@cloudx3/proto';
import { observationId, verifySignature } from '@cloudx3/verifier-core';
import type { ShapedObservation, VerifySignature } from '@cloudx3/verifier-core';
import { describe, expect, it } from 'vitest';
import { judgeEnvelope } from '../gossip/judge-envelope.ts';
import {
  attest,
  contextAt,
  envelopeOf,
  observe,
  seededBytes,
  testKey,
  testNetwork,
} from '../testing/index.ts';
import type { Refusal } from '../verdict.ts';
import { asAccepted } from './accepted.ts';
import type { ObservationContext } from './context.ts';
import { judgeObservation } from './judge.ts';

const net = testNetwork();
const [alice, bob] = [net.members[0]!, net.members[1]!];
const stranger = testKey('stranger');
const ROUND = 10n;

function judge(observation: Observation, changes: Partial<ObservationContext> = {}): string {
  const verdict = judgeObservation(observation, contextAt(net, ROUND, changes));
  return verdict.action === 'accept' ? 'accept' : `${verdict.action} ${verdict.code}`;
}

const good = observe(net, { member: alice, round: ROUND });

describe('an observation', () => {
  it('is accepted where it breaks no rule', () => {
    expect(judge(good)).toBe('accept');
    expect(judge(observe(net, { member: alice, round: ROUND - 1n }))).toBe('accept');
    const two = net.notaries.map((notary) => attest(net, { member: alice, notary, round: ROUND }));
    const byTwo = observe(net, { member: alice, round: ROUND, attestations: two });
    expect(judge(byTwo, { feed: () => ({ ...net.feed, modes: { mpc: { notaries: 2 } } }) })).toBe('accept');
  });

  it.each([
    ['no body', create(ObservationSchema, { signature: good.signature }), 'reject observation.malformed'],
    ['a version of nobody', changed((copy) => (copy.body!.version = 3)), 'reject observation.version'],
    [
      'another edition than its attestations',
      changed((copy) => (copy.body!.version = 1)),
      'reject observation.version',
    ],
    [
      'another chain',
      changed((copy) => (copy.body!.network!.chainId = 'other-1')),
      'reject observation.network',
    ],
    [
      'another contract',
      changed((copy) => (copy.body!.network!.oracle = 'ucx1other')),
      'reject observation.network',
    ],
    [
      'a short signature',
      changed((copy) => (copy.signature = copy.signature.subarray(1))),
      'reject observation.malformed',
    ],
    ['no attestation', changed((copy) => (copy.attestations = [])), 'reject observation.malformed'],
    ['another attestation than it names', swapped(), 'reject observation.attestation_ids'],
  ])('OBS-2: with %s', (_, observation, outcome) => {
    expect(judge(observation)).toBe(outcome);
  });

  it('OBS-3: by a stranger is rejected, of a feed that is unknown or off ignored', () => {
    expect(judge(observe(net, { member: stranger, round: ROUND }))).toBe('reject observation.observer');
    expect(judge(good, { feed: () => undefined })).toBe('ignore observation.feed_unknown');
    expect(judge(good, { feed: () => ({ ...net.feed, active: false }) })).toBe(
      'ignore observation.feed_inactive',
    );
  });

  it('OBS-4: is taken in its round and the one after it, ignored outside of them and once the chain shows its round', () => {
    const of = (round: bigint) => judge(observe(net, { member: alice, round }));
    expect(of(ROUND + 1n)).toBe('ignore observation.round_future');
    expect(of(ROUND - 1n)).toBe('accept');
    expect(of(ROUND - 2n)).toBe('ignore observation.round_past');
    expect(of(2n ** 33n)).toBe('ignore observation.round_future');
    expect(judge(good, { feed: () => ({ ...net.feed, lastRound: ROUND }) })).toBe(
      'ignore observation.round_on_chain',
    );
    expect(judge(good, { feed: () => ({ ...net.feed, lastRound: ROUND - 1n }) })).toBe('accept');
    expect(judge(good, { nowMs: net.feed.startMs - 1n })).toBe('ignore observation.round_future');
  });

  it.each([
    ['operation', { operationId: seededBytes('other', 32) }, 'attestation.operation'],
    ['parameters', { params: [{ name: 'station', value: 'xyz' }] }, 'attestation.params'],
    ['subject', { subject: 'ucx1device' }, 'attestation.subject'],
    [
      'round',
      { context: { purpose: { case: 'round', value: { feedId: 7, round: ROUND - 1n } } } },
      'attestation.context',
    ],
    [
      'feed',
      { context: { purpose: { case: 'round', value: { feedId: 8, round: ROUND } } } },
      'attestation.context',
    ],
    [
      'purpose',
      { context: { purpose: { case: 'probe', value: seededBytes('n', 16) } } },
      'attestation.context',
    ],
    ['prover', { prover: bob.publicKey }, 'attestation.prover'],
    ['private CA', { customCa: true }, 'attestation.custom_ca'],
    ['early session', { sessionTimeMs: 1_000_000n + 10n * 60_000n - 1n }, 'attestation.session_time'],
    ['late session', { sessionTimeMs: 1_000_000n + 11n * 60_000n }, 'attestation.session_time'],
    ['reading', { readings: [] }, 'attestation.reading'],
    [
      'unit',
      { readings: [{ name: 'temperature', unit: 'K', value: { mantissa: 1n, scale: 0 } }] },
      'attestation.reading',
    ],
    [
      'bounds',
      { readings: [{ name: 'temperature', unit: 'Cel', value: { mantissa: 91n, scale: 0 } }] },
      'attestation.readings',
    ],
  ] as const)('OBS-5: with an attestation of another %s is rejected', (_, changes, code) => {
    const attestations = [attest(net, { member: alice, round: ROUND, changes: changes as object })];
    expect(judge(observe(net, { member: alice, round: ROUND, attestations }))).toBe(`reject ${code}`);
  });

  it('OBS-5: accepts only the feed’s notaries, in its modes, that the chain shows as active', () => {
    const foreign = [attest(net, { member: alice, round: ROUND, notary: stranger })];
    expect(judge(observe(net, { member: alice, round: ROUND, attestations: foreign }))).toBe(
      'reject attestation.notary',
    );
    expect(judge(good, { feed: () => ({ ...net.feed, modes: { proxy: { notaries: 1 } } }) })).toBe(
      'reject attestation.mode',
    );
    expect(judge(good, { isActiveNotary: () => false })).toBe('ignore observation.notary_unregistered');
  });

  it('OBS-6: needs exactly as many notaries as the feed asks for', () => {
    expect(judge(good, { feed: () => ({ ...net.feed, modes: { mpc: { notaries: 2 } } }) })).toBe(
      'reject observation.notaries_required',
    );
    const attestations = net.notaries.map((notary) => attest(net, { member: alice, notary, round: ROUND }));
    expect(judge(observe(net, { member: alice, round: ROUND, attestations }))).toBe(
      'reject observation.notaries_too_many',
    );
  });

  it('ED-1: of the first edition counts for no feed that asks for the second', () => {
    const attestations = [attest(net, { member: alice, round: ROUND, changes: { version: 1 } })];
    const first = observe(net, { member: alice, round: ROUND, attestations });
    expect(judge(first)).toBe('reject observation.version');
    expect(judge(first, { feed: () => ({ ...net.feed, edition: undefined }) })).toBe('accept');
  });

  it('OBS-7: needs the signatures of the observer and of the notary', () => {
    expect(judge(observe(net, { member: alice, round: ROUND, signer: bob }))).toBe(
      'reject observation.signature',
    );
    const lying = attest(net, { member: alice, round: ROUND });
    lying.body.readings[0]!.value!.mantissa += 1n;
    expect(judge(observe(net, { member: alice, round: ROUND, attestations: [lying] }))).toBe(
      'reject attestation.signature',
    );
  });

  it('OBS-7: costs one check where the observer is a forger, and none where a cheaper rule says no', () => {
    const checksOf = (observation: Observation, changes: Partial<ObservationContext> = {}): number => {
      let checks = 0;
      const verify: VerifySignature = (...signed) => {
        checks += 1;
        return verifySignature(...signed);
      };
      judge(observation, { ...changes, verify });
      return checks;
    };
    expect(checksOf(good)).toBe(2);
    expect(checksOf(observe(net, { member: alice, round: ROUND, signer: bob }))).toBe(1);
    expect(checksOf(observe(net, { member: stranger, round: ROUND }))).toBe(0);
    expect(checksOf(good, { held: () => asAccepted(good, observationId(good.body)) })).toBe(0);
  });

  it('OBS-8: twice is ignored, and two different ones are evidence exactly once', () => {
    const second = observe(net, {
      member: alice,
      round: ROUND,
      value: '22',
      attestations: [attest(net, { member: alice, round: ROUND, session: 'b' })],
    });
    const accepted = judgeObservation(good, contextAt(net, ROUND));
    const first = accepted.action === 'accept' ? accepted.observation : undefined;
    const held = () => first;
    expect(judge(good, { held })).toBe('ignore observation.duplicate');
    const verdict = judgeObservation(second, contextAt(net, ROUND, { held })) as Refusal;
    expect(verdict).toMatchObject({ action: 'ignore', code: 'observation.equivocation' });
    expect(verdict.evidence?.first).toBe(good);
    expect(verdict.evidence?.second).toBe(second);
    const again = judgeObservation(
      second,
      contextAt(net, ROUND, { held, equivocated: () => true }),
    ) as Refusal;
    expect(again).toEqual({ action: 'ignore', code: 'observation.equivocation' });
  });

  it('OBS-8: nobody else can make a node look like an equivocator', () => {
    const held = () => asAccepted(good, seededBytes('another id', 32));
    const forged = observe(net, { member: alice, round: ROUND, value: '30', signer: bob });
    expect(judge(forged, { held })).toBe('reject observation.signature');
  });

  it('SIG-2: a malleated signature makes no second observation', () => {
    const order = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;
    const s = BigInt(`0x${Buffer.from(good.signature.subarray(32)).toString('hex')}`);
    const highS = Buffer.from((order - s).toString(16).padStart(64, '0'), 'hex');
    const twin = changed(
      (copy) => (copy.signature = new Uint8Array([...good.signature.subarray(0, 32), ...highS])),
    );
    expect(judge(twin)).toBe('accept');
    const accepted = judgeObservation(good, contextAt(net, ROUND));
    const held = () => (accepted.action === 'accept' ? accepted.observation : undefined);
    expect(judge(twin, { held })).toBe('ignore observation.duplicate');
  });
});

describe('a gossip message', () => {
  const context = contextAt(net, ROUND);
  const judgeBytes = (bytes: Uint8Array, topic = net.feed.id) => {
    const verdict = judgeEnvelope(bytes, topic, context);
    return verdict.action === 'accept' ? 'accept' : `${verdict.action} ${verdict.code}`;
  };

  it('is read strictly and within its bounds', () => {
    const bytes = envelopeOf(good);
    expect(judgeBytes(bytes)).toBe('accept');
    expect(judgeBytes(new Uint8Array())).toBe('reject gossip.version');
    expect(judgeBytes(seededBytes('garbage', 300))).toBe('reject gossip.malformed');
    expect(judgeBytes(new Uint8Array(MAX_BYTES.gossipEnvelope + 1))).toBe('reject gossip.too_large');
    expect(judgeBytes(new Uint8Array([...bytes, 0x18, 1]))).toBe('reject gossip.malformed');
    expect(judgeBytes(bytes, 8)).toBe('reject gossip.topic');
  });

  it('is refused with any one byte changed, and never throws', () => {
    const bytes = envelopeOf(good);
    for (let at = 0; at < bytes.length; at += 1) {
      const damaged = bytes.slice();
      damaged[at] = (damaged[at]! + 1) & 0xff;
      expect(judgeBytes(damaged), `byte ${at}`).not.toBe('accept');
    }
  });
});

function changed(change: (copy: Observation) => void): Observation {
  const copy = structuredClone(good) as Observation;
  change(copy);
  return copy;
}

function swapped(): ShapedObservation {
  const other = attest(net, { member: alice, round: ROUND, session: 'other' });
  return { ...good, attestations: [other] };
}
