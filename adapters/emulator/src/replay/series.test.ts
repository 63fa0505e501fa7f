import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { elapsedAt, sourceTime, valueAt } from './clock.ts';
import { integralTo, periodMs, valueAfter } from './series.ts';
import type { Series } from './series.ts';

const series: Series = {
  name: 'test',
  unit: 'W',
  times: [1_000, 2_000, 5_000],
  values: [10, 0, 4],
  endMs: 6_000,
};

describe('a series', () => {
  it('holds a value until the next sample and begins anew after its end', () => {
    expect(
      [0, 999, 1_000, 3_999, 4_000, 4_999, 5_000, 6_000].map((elapsed) => valueAfter(series, elapsed)),
    ).toEqual([10, 10, 0, 0, 4, 4, 10, 0]);
    expect(periodMs(series)).toBe(5_000);
  });

  it('integrates to what summing its values gives, over ends of the replay too', () => {
    fc.assert(
      fc.property(fc.nat(30_000), (elapsed) => {
        let sum = 0;
        for (let at = 0; at < elapsed; at += 1) sum += valueAfter(series, at);
        expect(integralTo(series, elapsed)).toBeCloseTo(sum, 6);
      }),
      { numRuns: 50 },
    );
  });
});

describe('the replay clock', () => {
  const clock = { epochMs: 1_000_000, speed: 2 };

  it('starts every series at its first sample, at its speed', () => {
    expect(elapsedAt(clock, 1_000_000)).toBe(0);
    expect(elapsedAt(clock, 1_000_500)).toBe(1_000);
    expect(valueAt(clock, series, 1_000_500)).toBe(0);
    expect(sourceTime(clock, series, 1_000_500)).toBe(new Date(2_000).toISOString());
  });

  it('does not run backwards behind the first start', () => {
    expect(elapsedAt(clock, 5)).toBe(0);
  });
});
