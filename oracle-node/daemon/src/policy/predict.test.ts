import { describe, expect, it } from 'vitest';
import { claimGas, dailyWork, feeOf, secondsOfRound } from './predict.ts';
import type { Rhythm } from './predict.ts';

const rhythm: Rhythm = {
  intervalMs: 15_000n,
  members: 4,
  modes: { proxy: { notaries: 1 } },
  strictEvery: undefined,
  observerReward: 1_000n,
  transmitterReward: 2_000n,
};

describe('a day of a feed', () => {
  it('is its rounds, a session and a request each, and of the reports those of this member’s turn', () => {
    expect(dailyWork(rhythm)).toEqual({
      rounds: 5_760,
      sessions: { mpc: 0, proxy: 5_760 },
      requests: 5_760,
      reports: 1_440,
      // As the bench has it: four observations in PROXY mode.
      gasOfReport: 168_168,
      gas: 1_440 * 168_168,
      earns: 5_760 * 1_000 + 1_440 * 2_000,
    });
  });

  it.each<[string, Partial<Rhythm>, { mpc: number; proxy: number }]>([
    ['by MPC alone', { modes: { mpc: { notaries: 2 } } }, { mpc: 11_520, proxy: 0 }],
    [
      'in the cheap mode where both are accepted',
      { modes: { mpc: { notaries: 2 }, proxy: { notaries: 1 } } },
      { mpc: 0, proxy: 5_760 },
    ],
    [
      'by MPC each fourth round',
      { modes: { mpc: { notaries: 2 }, proxy: { notaries: 1 } }, strictEvery: 4n },
      { mpc: 2_880, proxy: 4_320 },
    ],
    ['not at all where no mode is accepted', { modes: {} }, { mpc: 0, proxy: 0 }],
  ])('is read %s', (_what, change, sessions) => {
    const work = dailyWork({ ...rhythm, ...change });
    expect(work.sessions).toEqual(sessions);
    expect(work.requests).toBe(sessions.mpc + sessions.proxy);
  });

  it('has rounds that take as long as their longest mode', () => {
    expect(secondsOfRound({ ...rhythm, modes: { mpc: { notaries: 2 }, proxy: { notaries: 1 } } })).toBe(34);
    expect(secondsOfRound(rhythm, { mpc: 17, proxy: 2 })).toBe(2);
  });
});

describe('what an observation that was left out costs to claim', () => {
  it('is what was measured, and its fee that of the gas that is asked for', () => {
    expect(claimGas(1)).toBe(145_944);
    expect(feeOf(claimGas(1), 0.025)).toBeCloseTo(145_944 * 1.4 * 0.025);
  });
});
