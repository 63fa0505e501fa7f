import { buildReport, checkReport } from '@cloudx3/verifier-core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FeedRules } from '../feed.ts';
import {
  chooseObservations,
  countObservation,
  openRound,
  quorumAtMs,
  submitTimeMs,
} from '../rounds/round-state.ts';
import { attest, contextAt, observe, proxySession, testNetwork } from '../testing/index.ts';
import { judgeObservation } from './judge.ts';

const ROUND = 10n;
const modes = { mpc: { notaries: 1 }, proxy: { notaries: 1 } };
const net = testNetwork({ feed: { modes } });
const movedMoreThan = { mantissa: 50n, scale: 2 };
const shows = (hundredths: bigint | undefined): FeedRules => ({
  ...net.feed,
  stepUp: { movedMoreThan },
  lastValue: hundredths === undefined ? undefined : { mantissa: hundredths, scale: 2 },
});

function observed(mode: 'mpc' | 'proxy', value: string, index = 0, round = ROUND) {
  const member = net.members[index]!;
  const changes = mode === 'mpc' ? {} : proxySession();
  return observe(net, { member, round, attestations: [attest(net, { member, round, value, changes })] });
}

function judge(observation: ReturnType<typeof observed>, feed: FeedRules) {
  return judgeObservation(observation, contextAt(net, ROUND, { feed: () => feed }));
}

function said(observation: ReturnType<typeof observed>, feed: FeedRules): string {
  const verdict = judge(observation, feed);
  return verdict.action === 'accept' ? 'accept' : `${verdict.action} ${verdict.code}`;
}

describe('OBS-9', () => {
  it('in a round that is set apart rejects PROXY and takes MPC', () => {
    const feed = { ...net.feed, stepUp: { everyRounds: 5n } };
    expect(said(observed('proxy', '21.5'), feed)).toBe('reject observation.step_up_round');
    expect(said(observed('mpc', '21.5'), feed)).toBe('accept');
    expect(said(observed('proxy', '21.5', 0, ROUND - 1n), feed)).toBe('accept');
  });

  it('ignores PROXY that moved by more than the bound, since the sender may know another value', () => {
    expect(said(observed('proxy', '21.50'), shows(2_100n))).toBe('accept');
    expect(said(observed('proxy', '21.50'), shows(2_200n))).toBe('accept');
    expect(said(observed('proxy', '21.51'), shows(2_100n))).toBe('ignore observation.step_up_moved');
    expect(said(observed('proxy', '21.49'), shows(2_200n))).toBe('ignore observation.step_up_moved');
    expect(said(observed('proxy', '21.504'), shows(2_100n))).toBe('accept');
    expect(said(observed('mpc', '-40'), shows(2_100n))).toBe('accept');
    expect(said(observed('proxy', '21.51'), shows(undefined))).toBe('accept');
  });

  it('rejects modes that are mixed in one observation (OBS-6)', () => {
    const [member] = net.members;
    const [first, second] = net.notaries;
    const attestations = [
      attest(net, { member: member!, round: ROUND, notary: first! }),
      attest(net, { member: member!, round: ROUND, notary: second!, changes: proxySession() }),
    ];
    const mixed = observe(net, { member: member!, round: ROUND, attestations });
    expect(said(mixed, net.feed)).toBe('reject observation.mixed_modes');
  });
});

describe('a round whose latest value changes', () => {
  const values = ['21.50', '21.60', '21.40'];
  const held = values.reduce(
    (state, value, i) => {
      const verdict = judge(observed('proxy', value, i), shows(2_150n));
      if (verdict.action !== 'accept') throw new Error(verdict.code);
      return countObservation(state, verdict.observation, BigInt(i));
    },
    openRound(net.feed.id, ROUND),
  );

  it('has no quorum of what no longer counts, and no turn to submit it', () => {
    expect(quorumAtMs(held, shows(2_150n))).toBe(2n);
    expect(chooseObservations(held, shows(2_195n))).toHaveLength(2);
    expect(quorumAtMs(held, shows(2_195n))).toBeUndefined();
    expect(submitTimeMs(held, shows(2_195n), net.members[0]!.publicKey)).toBeUndefined();
    expect(submitTimeMs(held, shows(2_150n), net.members[0]!.publicKey)).toBeDefined();
  });

  it('gets on with observations in MPC mode', () => {
    const verdict = judge(observed('mpc', '30', 3), shows(2_195n));
    if (verdict.action !== 'accept') throw new Error(verdict.code);
    const state = countObservation(held, verdict.observation, 9n);
    expect(quorumAtMs(state, shows(2_195n))).toBe(9n);
  });
});

describe('what a transmitter reports', () => {
  const kinds = fc.constantFrom<'mpc' | 'proxy'>('mpc', 'proxy');
  const list = fc.array(fc.tuple(kinds, fc.integer({ min: 1_900, max: 2_400 })), {
    minLength: 4,
    maxLength: 4,
  });
  const latest = fc.option(fc.bigInt({ min: 1_900n, max: 2_400n }), { nil: undefined });

  it('is never refused by the rules of the contract for a value that moved', () => {
    fc.assert(
      fc.property(
        list,
        latest,
        latest,
        fc.constantFrom(undefined, 5n, 3n),
        (seen, then, now, everyRounds) => {
          const feedAt = (value: bigint | undefined) => ({
            ...shows(value),
            stepUp: { movedMoreThan, everyRounds },
          });
          let state = openRound(net.feed.id, ROUND);
          for (const [i, [mode, hundredths]] of seen.entries()) {
            const verdict = judge(observed(mode, (hundredths / 100).toFixed(2), i), feedAt(then));
            if (verdict.action === 'accept') state = countObservation(state, verdict.observation, 0n);
          }
          const feed = feedAt(now);
          const chosen = chooseObservations(state, feed);
          expect(quorumAtMs(state, feed) !== undefined).toBe(chosen.length >= net.feed.quorum);
          if (chosen.length < net.feed.quorum) return;
          const report = buildReport(
            net.feed,
            chosen.map(({ message }) => message),
          );
          const { network, operation } = net;
          const { result } = checkReport(report, { network, feed, operation, latest: feed.lastValue });
          expect(result).toMatchObject({ ok: true });
        },
      ),
      { numRuns: 60 },
    );
  });
});
