import { describe, expect, it } from 'vitest';
import type { Clock } from './clock.ts';
import { SetupPool } from './setup-pool.ts';
import type { SetupPoolOptions } from './setup-pool.ts';
import type { PoolSession } from './shelf.ts';

/** A clock that is turned by hand. */
class HandClock implements Clock {
  #time = 0;
  #timers: { readonly at: number; readonly then: () => void }[] = [];
  readonly now = (): number => this.#time;
  readonly after = (ms: number, then: () => void): (() => void) => {
    const timer = { at: this.#time + ms, then };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  };

  get timers(): number {
    return this.#timers.length;
  }

  async turn(ms: number): Promise<void> {
    this.#time += ms;
    const due = this.#timers.filter(({ at }) => at <= this.#time);
    this.#timers = this.#timers.filter(({ at }) => at > this.#time);
    for (const { then } of due) then();
    await settle();
  }
}

/** Lets everything that is ready to run do so. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

class FakeSession implements PoolSession {
  readonly #end = Promise.withResolvers<undefined>();
  readonly ended = this.#end.promise;
  readonly name: string;
  closed = 0;
  constructor(name: string) {
    this.name = name;
  }
  die(): void {
    this.#end.resolve(undefined);
  }
  close(): Promise<void> {
    this.closed += 1;
    this.die();
    return Promise.resolve();
  }
}

/** A pool whose sessions come into being when the test says so. */
function setUp(options: Partial<SetupPoolOptions> = {}) {
  const clock = new HandClock();
  const asked: {
    key: string;
    signal: AbortSignal;
    finish: () => FakeSession;
    fail: (error: Error) => void;
  }[] = [];
  const failures: string[] = [];
  const pool = new SetupPool<FakeSession>(
    { size: 3, maxIdleMs: 1000, retryMs: 10, maxRetryMs: 40, ...options },
    {
      clock,
      create: (key, signal) => {
        const made = Promise.withResolvers<FakeSession>();
        const session = new FakeSession(`${key}${asked.length}`);
        signal.addEventListener('abort', () => made.reject(signal.reason as Error));
        asked.push({
          key,
          signal,
          finish: () => {
            made.resolve(session);
            return session;
          },
          fail: (error) => made.reject(error),
        });
        return made.promise;
      },
      onRefillFailed: (key, error) => failures.push(`${key}: ${(error as Error).message}`),
    },
  );
  const finish = async (index: number): Promise<FakeSession> => {
    const session = asked[index]!.finish();
    await settle();
    return session;
  };
  return { pool, clock, asked, failures, finish };
}

describe('SetupPool', () => {
  it('fills in the background, one at a time, up to what is wanted', async () => {
    const { pool, asked, finish } = setUp();
    pool.keepWarm('a', 2);
    expect(asked.map(({ key }) => key)).toEqual(['a']);
    await finish(0);
    expect(asked).toHaveLength(2);
    await finish(1);
    expect(asked).toHaveLength(2);
    expect(pool.warm).toEqual(new Map([['a', 2]]));
    await pool.close();
  });

  it('hands out the one that has waited longest, and makes another one', async () => {
    const { pool, asked, finish } = setUp();
    pool.keepWarm('a', 2);
    const first = await finish(0);
    const second = await finish(1);
    expect(await pool.take('a')).toBe(first);
    expect(asked).toHaveLength(3);
    expect(await pool.take('a')).toBe(second);
    expect(first.closed + second.closed).toBe(0);
    await pool.close();
    expect(first.closed + second.closed).toBe(0);
  });

  it('waits for the one that is being set up, once, and else makes one for the taker', async () => {
    const { pool, asked, finish } = setUp();
    pool.keepWarm('a', 1);
    const waiting = pool.take('a');
    const own = pool.take('a');
    expect(asked).toHaveLength(2);
    const mine = await finish(1);
    expect(await own).toBe(mine);
    const warm = await finish(0);
    expect(await waiting).toBe(warm);
    await settle();
    expect(asked).toHaveLength(3);
    await pool.close();
  });

  it('never keeps more than its size, and shares it between keys by what they lack', async () => {
    const { pool, asked, finish } = setUp({ size: 3 });
    pool.keepWarm('a', 2);
    pool.keepWarm('b', 3);
    for (let index = 0; index < 3; index += 1) await finish(index);
    expect(asked.map(({ key }) => key)).toEqual(['a', 'b', 'b']);
    expect(pool.warm).toEqual(
      new Map([
        ['a', 1],
        ['b', 2],
      ]),
    );
    await pool.close();
  });

  it('throws away what has died or has waited too long, and replaces it', async () => {
    const { pool, clock, asked, finish } = setUp({ maxIdleMs: 100 });
    pool.keepWarm('a', 1);
    const dead = await finish(0);
    dead.die();
    await settle();
    expect(dead.closed).toBe(1);
    expect(asked).toHaveLength(2);
    await clock.turn(10);
    const old = await finish(1);
    await clock.turn(99);
    expect(old.closed).toBe(0);
    await clock.turn(1);
    expect(old.closed).toBe(1);
    expect(asked).toHaveLength(3);
    await pool.close();
    expect(clock.timers).toBe(0);
  });

  it('tries again after a failure, later and later, and starts afresh after a success', async () => {
    const { pool, clock, asked, failures, finish } = setUp();
    pool.keepWarm('a', 1);
    for (const [index, pause] of [10, 20, 40, 40].entries()) {
      asked[index]!.fail(new Error('no'));
      await settle();
      await clock.turn(pause - 1);
      expect(asked).toHaveLength(index + 1);
      await clock.turn(1);
      expect(asked).toHaveLength(index + 2);
    }
    expect(failures).toEqual(Array.from({ length: 4 }, () => 'a: no'));
    const session = await finish(4);
    session.die();
    await settle();
    asked[5]!.fail(new Error('no'));
    await settle();
    await clock.turn(10);
    expect(asked).toHaveLength(7);
    await pool.close();
  });

  it('gives a failure to the taker that waited for it', async () => {
    const { pool, asked } = setUp();
    pool.keepWarm('a', 1);
    const taken = pool.take('a');
    asked[0]!.fail(new Error('no notary'));
    await expect(taken).rejects.toThrow('no notary');
    await pool.close();
  });

  it('keeps the session of a taker that gave up while it waited', async () => {
    const { pool, finish } = setUp();
    pool.keepWarm('a', 1);
    const controller = new AbortController();
    const taken = pool.take('a', controller.signal);
    controller.abort(new Error('enough'));
    await expect(taken).rejects.toThrow('enough');
    const session = await finish(0);
    expect(pool.warm).toEqual(new Map([['a', 1]]));
    expect(session.closed).toBe(0);
    await pool.close();
    expect(session.closed).toBe(1);
  });

  it('lets go of a key: what waits is closed, what is being set up is closed when it comes', async () => {
    const { pool, asked, finish } = setUp();
    pool.keepWarm('a', 2);
    const first = await finish(0);
    pool.keepWarm('a', 0);
    expect(first.closed).toBe(1);
    const second = await finish(1);
    expect(second.closed).toBe(1);
    expect(asked).toHaveLength(2);
    expect(pool.warm.size).toBe(0);
    await pool.close();
  });

  it('ends everything when it is closed, and gives nothing afterwards', async () => {
    const { pool, asked, finish } = setUp();
    pool.keepWarm('a', 1);
    pool.keepWarm('b', 1);
    const warm = await finish(0);
    const waiting = pool.take('b');
    const own = pool.take('c');
    const settled = Promise.allSettled([waiting, own]);
    await pool.close();
    expect(warm.closed).toBe(1);
    expect(asked.map(({ signal }) => signal.aborted).slice(1)).toEqual([true, true]);
    for (const result of await settled) {
      expect(result).toMatchObject({ status: 'rejected', reason: { code: 'mpc.pool_closed' } });
    }
    await expect(pool.take('a')).rejects.toMatchObject({ code: 'mpc.pool_closed' });
    pool.keepWarm('a', 1);
    expect(asked).toHaveLength(3);
  });
});
