import { Mode } from '@cloudx3/proto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { modePolicy, roundSlice } from './feed-terms.ts';

const feeds = fc.record({
  startMs: fc.bigInt({ min: 0n, max: 2n ** 45n }),
  intervalMs: fc.bigInt({ min: 1n, max: 2n ** 32n }),
});

describe('RND-1', () => {
  it('puts every moment since the start into exactly one round, the one that counting gives', () => {
    fc.assert(
      fc.property(feeds, fc.bigInt({ min: 0n, max: 2n ** 50n }), (feed, passed) => {
        const now = feed.startMs + passed;
        const counted = passed / feed.intervalMs;
        const holds = (round: bigint) => {
          const { startMs, endMs } = roundSlice(feed, round);
          return startMs <= now && now < endMs;
        };
        expect([counted - 1n, counted, counted + 1n].map(holds)).toEqual([false, true, false]);
      }),
    );
  });

  it('leaves no gap between rounds, and none of them longer than another', () => {
    fc.assert(
      fc.property(feeds, fc.bigInt({ min: 0n, max: 2n ** 40n }), (feed, round) => {
        const slice = roundSlice(feed, round);
        expect(slice.endMs).toBe(roundSlice(feed, round + 1n).startMs);
        expect(slice.endMs - slice.startMs).toBe(feed.intervalMs);
        expect(roundSlice(feed, 0n).startMs).toBe(feed.startMs);
      }),
    );
  });
});

describe('OBS-6: what a feed asks in a mode', () => {
  const modes = { mpc: { notaries: 1 }, proxy: { notaries: 3 } };

  it('is what it states, and nothing for a mode that it does not accept', () => {
    expect(modePolicy({ modes }, Mode.MPC)).toEqual({ notaries: 1 });
    expect(modePolicy({ modes }, Mode.PROXY)).toEqual({ notaries: 3 });
    expect(modePolicy({ modes: { mpc: modes.mpc } }, Mode.PROXY)).toBeUndefined();
    expect(modePolicy({ modes: { proxy: modes.proxy } }, Mode.MPC)).toBeUndefined();
  });

  it('is nothing for a mode that nobody knows', () => {
    expect(modePolicy({ modes }, Mode.UNSPECIFIED)).toBeUndefined();
  });
});
