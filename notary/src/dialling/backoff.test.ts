import { describe, expect, it } from 'vitest';
import { Backoff } from './backoff.ts';

function backoffAt(random: number) {
  const clock = { nowMs: 0 };
  const options = { firstMs: 1_000, longestMs: 60_000 };
  return { clock, backoff: new Backoff(options, { nowMs: () => clock.nowMs, random: () => random }) };
}

describe('Backoff', () => {
  it('waits twice as long after each failure, up to the longest', () => {
    const { backoff } = backoffAt(0);
    const waits = Array.from({ length: 8 }, () => {
      backoff.failed('a');
      return backoff.waitMs('a');
    });
    expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000]);
  });

  it('is over when its time is, and remembers how often it failed', () => {
    const { backoff, clock } = backoffAt(0);
    backoff.failed('a');
    clock.nowMs = 1_000;
    expect(backoff.waitMs('a')).toBe(0);
    backoff.failed('a');
    expect(backoff.waitMs('a')).toBe(2_000);
    backoff.succeeded('a');
    expect(backoff.waitMs('a')).toBe(0);
    backoff.failed('a');
    expect(backoff.waitMs('a')).toBe(1_000);
  });

  it('spreads those that failed together over half of the wait', () => {
    const { backoff } = backoffAt(0.999);
    backoff.failed('a');
    expect(backoff.waitMs('a')).toBeCloseTo(500.5);
  });

  it('forgets rather than grows, what failed longest ago first', () => {
    const { backoff } = backoffAt(0);
    for (let index = 0; index < 5_000; index += 1) backoff.failed(`name-${index}`);
    expect(backoff.waitMs('name-0')).toBe(0);
    expect(backoff.waitMs('name-4999')).toBe(1_000);
  });
});
