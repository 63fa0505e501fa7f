import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { BlockProducer } from './block-producer.ts';

let blocks: number[];
let failures: unknown[];
let isAwaited: boolean;
/** Milliseconds that making a block takes. */
let work: (index: number) => number;

function producer(leastMs = 100): BlockProducer {
  const chain = {
    get isAwaited() {
      return isAwaited;
    },
    produceBlock: () => {
      isAwaited = false;
      const took = work(blocks.length);
      blocks.push(Date.now());
      vi.setSystemTime(Date.now() + took);
    },
  };
  return new BlockProducer(
    chain,
    { intervalMs: 100, leastMs },
    { now: () => Date.now(), onFailure: (error) => failures.push(error) },
  );
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.setSystemTime(0);
  blocks = [];
  failures = [];
  isAwaited = false;
  work = () => 0;
});
afterEach(() => {
  vi.useRealTimers();
});

describe('blocks', () => {
  it('come at a steady pace, the first after one interval', () => {
    producer().start();
    vi.advanceTimersByTime(350);
    expect(blocks).toEqual([100, 200, 300]);
  });

  it('that take long delay the next one, and are not made up for', () => {
    work = (index) => (index === 0 ? 250 : 0);
    producer().start();
    vi.advanceTimersByTime(100);
    expect(blocks).toEqual([100]);
    vi.advanceTimersByTime(250);
    // The fake clock moves to the timer first and fires it a millisecond later at the earliest.
    expect(blocks.slice(0, 2).map((at) => Math.round(at / 10))).toEqual([10, 35]);
    expect(blocks[2]! - blocks[1]!).toBeGreaterThanOrEqual(99);
  });

  it('come sooner where transactions wait, never closer than they may', () => {
    const running = producer(20);
    running.start();
    const send = () => {
      isAwaited = true;
      running.onTransaction();
    };
    vi.advanceTimersByTime(50);
    send();
    vi.advanceTimersByTime(5);
    expect(blocks).toEqual([50]);
    send();
    send();
    vi.advanceTimersByTime(45);
    expect(blocks).toEqual([50, 70]);
    vi.advanceTimersByTime(100);
    expect(blocks).toEqual([50, 70, 170]);
  });

  it('hold what did not fit into the one before soon after it', () => {
    const running = producer(20);
    running.start();
    isAwaited = true;
    running.onTransaction();
    let left = 2;
    work = () => {
      left -= 1;
      isAwaited = left > 0;
      return 0;
    };
    vi.advanceTimersByTime(60);
    expect(blocks).toEqual([20, 40]);
  });

  it('do not start for a transaction that comes before or after', () => {
    const running = producer(20);
    running.onTransaction();
    running.start();
    running.stop();
    running.onTransaction();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('end when they are asked to', () => {
    const running = producer();
    running.start();
    vi.advanceTimersByTime(150);
    running.stop();
    vi.advanceTimersByTime(1000);
    expect(blocks).toEqual([100]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('end when one could not be stored, and say so once', () => {
    work = (index) => {
      if (index === 1) throw new Error('disk full');
      return 0;
    };
    producer().start();
    vi.advanceTimersByTime(1000);
    expect(blocks).toEqual([100]);
    expect(failures).toEqual([new Error('disk full')]);
  });
});
