// Whole rounds among members over a network that loses, delays, doubles and damages messages, with a hand-moved clock and seeded
// chance: no run differs from another.
import { buildReport, checkReport } from '@cloudx3/verifier-core';
import { describe, expect, it } from 'vitest';
import { hexOf } from '../bytes.ts';
import { judgeObservation } from '../observation/judge.ts';
import { chooseObservations, countObservation, openRound, submitTimeMs } from '../rounds/round-state.ts';
import type { RoundState } from '../rounds/round-state.ts';
import { sliceOf } from '../rounds/schedule.ts';
import {
  attest,
  contextAt,
  envelopeOf,
  observe,
  seededBytes,
  seededNumbers,
  testNetwork,
} from '../testing/index.ts';
import type { TestKey } from '../testing/index.ts';
import type { Verdict } from '../verdict.ts';
import { nextToAsk } from './ask-plan.ts';
import { judgeEnvelope } from './judge-envelope.ts';
import { answerRequest, readAnswer, readRequest, requestMissing } from './missing-observations.ts';

const net = testNetwork();
const ROUND = 5n;
const { startMs, endMs } = sliceOf(net.feed, ROUND);

class Member {
  readonly key: TestKey;
  state: RoundState = openRound(net.feed.id, ROUND);
  readonly equivocators = new Set<string>();
  readonly verdicts: string[] = [];
  private asks = { made: 0, lastMs: undefined as bigint | undefined };

  constructor(key: TestKey) {
    this.key = key;
  }

  context(nowMs: bigint) {
    return contextAt(net, ROUND, {
      nowMs,
      held: (_feed, round, observer) =>
        round === ROUND ? this.state.observations.get(hexOf(observer)) : undefined,
      equivocated: (_feed, _round, observer) => this.equivocators.has(hexOf(observer)),
    });
  }

  take(verdict: Verdict, nowMs: bigint): void {
    this.verdicts.push(verdict.action === 'accept' ? 'accept' : verdict.code);
    if (verdict.action === 'accept') this.state = countObservation(this.state, verdict.observation, nowMs);
    else if (verdict.evidence !== undefined) this.equivocators.add(hexOf(verdict.evidence.observer));
  }

  ask(others: readonly Member[], nowMs: bigint): void {
    const whom = nextToAsk(this.state, net.feed, { self: this.key.publicKey, ...this.asks }, nowMs);
    if (whom === undefined) return;
    this.asks = { made: this.asks.made + 1, lastMs: nowMs };
    const peer = others.find(({ key }) => key.publicKey.join() === whom.join());
    const request = readRequest(requestMissing(this.state));
    if (peer === undefined || request === undefined) return;
    const answer = readAnswer(answerRequest(request, peer.state)) ?? [];
    for (const observation of answer) this.take(judgeObservation(observation, this.context(nowMs)), nowMs);
  }
}

interface Letter {
  readonly to: Member;
  readonly atMs: bigint;
  readonly bytes: Uint8Array;
}

function play(
  seed: string,
  members: Member[],
  publish: (member: Member) => Uint8Array[],
  lossRate: number,
): void {
  const chance = seededNumbers(seed);
  const letters: Letter[] = [];
  for (const from of members) {
    for (const bytes of publish(from)) {
      for (const to of members) {
        const copies = to === from ? 1 : chance() < lossRate ? 0 : 1 + Math.floor(chance() * 2);
        for (let copy = 0; copy < copies; copy += 1) {
          letters.push({ to, atMs: startMs + 2_000n + BigInt(Math.floor(chance() * 20_000)), bytes });
        }
      }
    }
  }
  letters.sort((a, b) => Number(a.atMs - b.atMs));
  for (let nowMs = startMs; nowMs < endMs; nowMs += 500n) {
    for (const { to, atMs, bytes } of letters) {
      if (atMs >= nowMs && atMs < nowMs + 500n)
        to.take(judgeEnvelope(bytes, net.feed.id, to.context(nowMs)), nowMs);
    }
    for (const member of members) member.ask(members, nowMs);
  }
}

function reportOf(member: Member) {
  const chosen = chooseObservations(member.state, net.feed).map(({ message }) => message);
  return checkReport(buildReport(net.feed, chosen), {
    network: net.network,
    feed: net.feed,
    operation: net.operation,
  }).result;
}

const honest = (member: Member) => [envelopeOf(observe(net, { member: member.key, round: ROUND }))];

describe('a round over a bad network', () => {
  it.each(Array.from({ length: 12 }, (_, index) => `seed-${index}`))(
    'comes to a report that the contract takes (%s, 40 %% lost)',
    (seed) => {
      const members = net.members.map((key) => new Member(key));
      play(seed, members, honest, 0.4);
      for (const member of members) {
        expect(member.state.observations.size).toBe(4);
        expect(reportOf(member).ok).toBe(true);
      }
      const turns = members.map((member) => submitTimeMs(member.state, net.feed, member.key.publicKey)!);
      expect(turns.filter((turn) => turn < endMs + net.feed.intervalMs)).toHaveLength(4);
    },
  );

  it('comes to a report with one of four silent', () => {
    const members = net.members.map((key) => new Member(key));
    play('silent', members, (member) => (member === members[2] ? [] : honest(member)), 0.4);
    for (const member of members) {
      expect(member.state.observations.size).toBe(3);
      expect(reportOf(member).ok).toBe(true);
    }
  });

  it('comes to a report with one of four lying about what the notary signed', () => {
    const members = net.members.map((key) => new Member(key));
    const liar = members[1]!;
    const lie = attest(net, { member: liar.key, round: ROUND });
    lie.body.readings[0]!.value!.mantissa = 300n;
    const lying = envelopeOf(observe(net, { member: liar.key, round: ROUND, attestations: [lie] }));
    play('lying', members, (member) => (member === liar ? [lying] : honest(member)), 0);
    for (const member of members) {
      expect(member.state.observations.has(hexOf(liar.key.publicKey))).toBe(false);
      expect(reportOf(member).ok).toBe(true);
      expect(member.verdicts).toContain('attestation.signature');
    }
  });

  it('keeps one observation of an equivocator, and evidence wherever both arrived', () => {
    const members = net.members.map((key) => new Member(key));
    const faker = members[0]!;
    const both = ['a', 'b', 'c'].map((session) => {
      const attestations = [attest(net, { member: faker.key, round: ROUND, session, value: '20' })];
      return envelopeOf(observe(net, { member: faker.key, round: ROUND, attestations }));
    });
    play('equivocating', members, (member) => (member === faker ? both : honest(member)), 0);
    for (const member of members) {
      expect(member.state.observations.size).toBe(4);
      expect(member.equivocators).toEqual(new Set([hexOf(faker.key.publicKey)]));
      expect(reportOf(member).ok).toBe(true);
    }
  });

  it('is not disturbed by garbage, oversized, replayed, past, future and foreign messages', () => {
    const members = net.members.map((key) => new Member(key));
    const stranger = testNetwork({ members: 5 }).members.find(
      ({ publicKey }) => !net.members.some((member) => member.publicKey.join() === publicKey.join()),
    )!;
    const noise = [
      seededBytes('garbage', 500),
      new Uint8Array(70_000),
      envelopeOf(observe(net, { member: net.members[3]!, round: ROUND - 3n })),
      envelopeOf(observe(net, { member: net.members[3]!, round: ROUND + 1n })),
      envelopeOf(observe(net, { member: stranger, round: ROUND })),
    ];
    play(
      'noise',
      members,
      (member) => (member === members[3] ? [...noise, ...honest(member), ...honest(member)] : honest(member)),
      0,
    );
    for (const member of members) {
      expect(reportOf(member).ok).toBe(true);
      expect(new Set(member.verdicts)).toEqual(
        new Set([
          'accept',
          'observation.duplicate',
          'gossip.malformed',
          'gossip.too_large',
          'observation.round_past',
          'observation.round_future',
          'observation.observer',
        ]),
      );
    }
  });
});
