import { describe, expect, it } from 'vitest';
import { RateLimiter } from './rate-limiter.ts';

describe('rate limiter', () => {
  it('counts each caller in a window of its own', () => {
    const limiter = new RateLimiter([{ requests: 2, windowMs: 1_000 }]);
    expect(['a', 'a', 'a', 'b'].map((caller) => limiter.take(caller, 0) === undefined)).toEqual([
      true,
      true,
      false,
      true,
    ]);
    expect(limiter.take('a', 999)).toBeDefined();
    expect(limiter.take('a', 1_000)).toBeUndefined();
  });

  it('names the limit that is exceeded, and does not count what it refuses', () => {
    const minute = { requests: 1, windowMs: 60_000 };
    const hour = { requests: 2, windowMs: 3_600_000 };
    const limiter = new RateLimiter([minute, hour]);
    expect(limiter.take('a', 0)).toBeUndefined();
    expect(limiter.take('a', 1)).toBe(minute);
    expect(limiter.take('a', 60_000)).toBeUndefined();
    expect(limiter.take('a', 120_000)).toBe(hour);
    expect(limiter.take('a', 3_600_000)).toBeUndefined();
  });

  it('remembers a bounded number of callers', () => {
    const limiter = new RateLimiter([{ requests: 1, windowMs: 1_000 }]);
    for (let n = 0; n <= 10_000; n += 1) limiter.take(`caller ${n}`, 0);
    expect(limiter.take('caller 10000', 0)).toBeDefined();
    expect(limiter.take('caller 0', 0)).toBeUndefined();
  });
});
