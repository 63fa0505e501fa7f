import { describe, expect, it } from 'vitest';
import type { Ask } from '../policy/ask.ts';
import type { Rhythm } from '../policy/predict.ts';
import { tooMuch } from './policy-load.ts';
import type { LoadedAsk } from './policy-load.ts';

const rhythm: Rhythm = {
  intervalMs: 60_000n,
  members: 4,
  modes: { mpc: { notaries: 1 } },
  strictEvery: undefined,
  observerReward: 1n,
  transmitterReward: 1n,
};
const PROXY: Partial<Rhythm> = { modes: { proxy: { notaries: 1 } } };

function asked(id: string, change: Partial<Rhythm> = {}, purse = 'api.acme.example'): LoadedAsk {
  const empty = {
    by: '',
    label: '',
    pays: 0n,
    requests: [],
    notaries: [],
    subject: '',
    commandModes: [],
    runway: undefined,
    terms: '',
  };
  const ask: Ask = { kind: 'feed', id, ...empty, rhythm: { ...rhythm, ...change } };
  return { ask, purse };
}

const policy = { by: [], operations: [], least_reward: 0, most_feeds: 16, least_runway: 0, weight: 1 };
const mpc = { pool_size: 1, concurrency: 1, prepare_ahead_s: 120, session_s: 17 };
const config = { policy, mpc, quotas: [] };
const minutely = { server: 'api.acme.example', requests: 1, per_seconds: 60 };

describe('an ask that this node could not do', () => {
  it('is not one that fits', () => {
    expect(tooMuch(asked('1'), [], config)).toEqual([]);
    expect(tooMuch(asked('1', { ...PROXY, intervalMs: 1_000n }), [asked('2')], config)).toEqual([]);
  });

  it('is one whose rounds are shorter than a session takes', () => {
    expect(tooMuch(asked('1', { intervalMs: 15_000n }), [], config)).toContain(
      'a round takes up to 17 s, and there is one each 15 s',
    );
    expect(
      tooMuch(asked('1', { intervalMs: 15_000n }), [], { ...config, mpc: { ...mpc, session_s: 10 } }),
    ).toEqual([]);
  });

  it('is one for which the others leave no time', () => {
    const three = ['2', '3', '4'].map((id) => asked(id));
    expect(tooMuch(asked('1'), three.slice(1), config)).toEqual([]);
    expect(tooMuch(asked('1'), three, config)).toEqual([
      '5,760 sessions a day by MPC, all feeds together, × 17 s = 97,920 s, and the day has 1 × 86,400 s for them',
    ]);
    expect(tooMuch(asked('1'), three, { ...config, mpc: { ...mpc, concurrency: 2 } })).toEqual([]);
    // What is accepted already is not counted twice when it is accepted anew.
    expect(tooMuch(asked('2'), [...three.slice(0, 2), asked('1')], config)).toEqual([]);
  });

  it('is one for which the vendor’s quota is too small, with what is on the same credential', () => {
    const limited = { ...config, quotas: [minutely] };
    expect(tooMuch(asked('1', PROXY), [], limited)).toEqual([]);
    expect(tooMuch(asked('1', PROXY), [asked('2', PROXY, 'api.acme.example for wasm1d')], limited)).toEqual(
      [],
    );
    expect(tooMuch(asked('1', PROXY), [asked('2', PROXY)], limited)).toEqual([
      '1,440 requests to api.acme.example a day, and 1,440 for what is accepted, are more than 1,440',
    ]);
    expect(tooMuch(asked('1', { ...PROXY, intervalMs: 30_000n }), [], limited)).toHaveLength(1);
  });

  it('is one whose reports need more gas than a day has', () => {
    const limited = { ...config, policy: { ...policy, gas_per_day: 100_000_000 } };
    expect(tooMuch(asked('1', PROXY), [], limited)).toEqual([]);
    expect(tooMuch(asked('1', PROXY), [asked('2', PROXY)], limited)).toEqual([
      '60,540,480 gas a day, and 60,540,480 for what is accepted, are more than 100,000,000',
    ]);
  });
});
