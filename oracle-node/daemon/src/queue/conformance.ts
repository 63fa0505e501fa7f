import { expect, it } from 'vitest';
import type { ManualClock } from '../clock/manual-clock.ts';
import type { Job, JobResult, Queue } from './ports.ts';

export interface QueueFixture {
  readonly clock: ManualClock;
  /** Opens the queue; a second time after a close, or instead of one that was killed, it finds the same jobs. */
  readonly open: () => Queue<string>;
  /** Drops the open queue as a kill would: nothing is settled. */
  readonly kill: () => Promise<void>;
}

interface Seen {
  readonly job: Job<string>;
  finish(result: JobResult): void;
}

const job = (id: string, runAtMs = 0, expiresAtMs = 10_000_000) => ({
  id,
  payload: `payload of ${id}`,
  runAtMs,
  expiresAtMs,
});

/** Works, and hands each job out as it comes, so that a test waits for what happens and for no time. */
function observe(queue: Queue<string>, concurrency = 1) {
  const waiting: ((seen: Seen) => void)[] = [];
  const arrived: Seen[] = [];
  queue.work(
    (taken) =>
      new Promise((finish) => {
        const seen = { job: taken, finish };
        const taker = waiting.shift();
        if (taker === undefined) arrived.push(seen);
        else taker(seen);
      }),
    { concurrency },
  );
  return {
    next: (): Promise<Seen> => {
      const seen = arrived.shift();
      return seen === undefined ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve(seen);
    },
    arrived,
  };
}

/** What every {@link Queue} has to do. Call it within a `describe`. */
export function queueConformance(fixture: () => QueueFixture): void {
  takesInOrder(fixture);
  takesAgain(fixture);
}

function takesInOrder(fixture: () => QueueFixture): void {
  it('takes each id once, also after it was done', async () => {
    const queue = fixture().open();
    expect(await queue.add(job('a'))).toBe(true);
    expect(await queue.add(job('a'))).toBe(false);
    const seen = observe(queue);
    const first = await seen.next();
    expect(first.job).toMatchObject({ id: 'a', payload: 'payload of a', attempt: 1 });
    first.finish({ kind: 'done' });
    await queue.add(job('b'));
    expect((await seen.next()).job.id).toBe('b');
    expect(await queue.add(job('a'))).toBe(false);
  });

  it('gives the earliest first, and none before its time', async () => {
    const { clock, open } = fixture();
    const queue = open();
    const now = clock.nowMs();
    await queue.add(job('late', now + 5_000));
    await queue.add(job('soon', now - 1));
    await queue.add(job('sooner', now - 2));
    const seen = observe(queue);
    const first = await seen.next();
    expect(first.job.id).toBe('sooner');
    first.finish({ kind: 'done' });
    const second = await seen.next();
    expect(second.job.id).toBe('soon');
    expect(await queue.size()).toBe(2);
    second.finish({ kind: 'done' });
    const third = seen.next();
    clock.advance(5_000);
    expect((await third).job.id).toBe('late');
  });

  it('runs as many at a time as it is told', async () => {
    const queue = fixture().open();
    for (const id of ['a', 'b', 'c']) await queue.add(job(id));
    const seen = observe(queue, 2);
    const first = await seen.next();
    await seen.next();
    expect(seen.arrived).toHaveLength(0);
    first.finish({ kind: 'done' });
    expect((await seen.next()).job.id).toBe('c');
  });
}

function takesAgain(fixture: () => QueueFixture): void {
  it('tries again after the time that the handler says, and counts', async () => {
    const { clock, open } = fixture();
    const queue = open();
    await queue.add(job('a'));
    const seen = observe(queue);
    (await seen.next()).finish({ kind: 'retry', afterMs: 3_000 });
    const again = seen.next();
    await queue.add(job('b'));
    const other = await again;
    expect(other.job.id).toBe('b');
    other.finish({ kind: 'done' });
    const second = seen.next();
    clock.advance(3_000);
    expect((await second).job).toMatchObject({ id: 'a', attempt: 2 });
  });

  it('forgets none that ran when it was killed', async () => {
    const { open, kill } = fixture();
    const queue = open();
    await queue.add(job('a'));
    await observe(queue).next();
    await kill();
    const reopened = open();
    expect((await observe(reopened).next()).job).toMatchObject({ id: 'a', attempt: 2 });
  });

  it('gives up a job whose time has passed, without handling it', async () => {
    const { clock, open } = fixture();
    const queue = open();
    const now = clock.nowMs();
    await queue.add(job('old', now - 10, now - 5));
    await queue.add(job('new', now - 1));
    expect((await observe(queue).next()).job.id).toBe('new');
  });
}
