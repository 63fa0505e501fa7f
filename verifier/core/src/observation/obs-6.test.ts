import { describe, expect, it } from 'vitest';
import { attest, FEED } from '../testing/statements.ts';
import type { FeedModes } from './feed-terms.ts';
import { checkTogether } from './obs-6.ts';

type Attestations = Parameters<typeof checkTogether>[0]['attestations'];

function codeOf(attestations: Attestations, modes: FeedModes = FEED.modes): string {
  const result = checkTogether({ attestations }, { modes });
  return result.ok ? 'ok' : result.code;
}

const ofTheFirst = (one: Attestations[0]): Attestations[0] => ({
  ...one,
  body: { ...structuredClone(one.body), version: 1 },
});
const mpc = [0, 1].map((k) => attest(5n, 0, k));
const proxy = [0, 1].map((k) => attest(5n, 0, k, { proxy: true }));

describe('OBS-6', () => {
  it('takes exactly as many attestations as the feed asks for in their mode', () => {
    expect(codeOf(mpc)).toBe('observation.notaries_too_many');
    expect(codeOf(mpc.slice(1))).toBe('ok');
    expect(codeOf(mpc, { mpc: { notaries: 2 } })).toBe('ok');
    expect(codeOf(mpc.slice(1), { mpc: { notaries: 2 }, proxy: { notaries: 1 } })).toBe(
      'observation.notaries_required',
    );
    // What the other mode asks for does not count.
    expect(codeOf(proxy.slice(1), { mpc: { notaries: 2 }, proxy: { notaries: 1 } })).toBe('ok');
  });

  it('takes them of one mode only, in whichever order they stand', () => {
    const mixed = [attest(5n, 0, 0), attest(5n, 0, 1, { proxy: true })];
    expect(codeOf(mixed)).toBe('observation.mixed_modes');
    expect(codeOf(mixed.toReversed())).toBe('observation.mixed_modes');
  });

  it('ED-1: took more in the first edition, and a session once, wherever among them it came again', () => {
    const [first, second] = mpc.map(ofTheFirst) as [Attestations[0], Attestations[0]];
    const third = ofTheFirst(attest(5n, 1, 0));
    expect(codeOf([first, second, third])).toBe('ok');
    third.body.sessionId = first.body.sessionId;
    for (const list of [
      [first, third],
      [first, second, third],
      [third, second, first],
    ]) {
      expect(codeOf(list)).toBe('observation.session_reused');
    }
  });

  it('takes no mode that the feed does not accept, and no observation of nothing', () => {
    expect(codeOf(proxy, { mpc: { notaries: 1 } })).toBe('attestation.mode');
    expect(codeOf([])).toBe('observation.mixed_modes');
  });
});
