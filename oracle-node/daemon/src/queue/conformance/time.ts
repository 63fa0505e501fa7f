import { expect, it, vi } from 'vitest';
import type { Job, Queue } from '../ports.ts';
import type { TimedQueueFixture } from './fixture.ts';
import { finishNext, observe } from './observed.ts';

const HOUR_MS = 3_600_000;
const STEP_MS = 3_000;

/** What every {@link Queue} does as time passes, on a clock that the test moves. Call it within a `describe`. */
export function queueTimeConformance(fixture: () => TimedQueueFixture): void {
  waits(fixture);
  triesAgain(fixture);
  survives(fixture);
}

/** A job that becomes due after so long. */
function job(fixture: TimedQueueFixture, id: string, afterMs = 0, withinMs = HOUR_MS): Job<string> {
  const nowMs = fixture.nowMs();
  return { id: `job/${id}`, payload: id, runAtMs: nowMs + afterMs, expiresAtMs: nowMs + withinMs };
}

function waits(given: () => TimedQueueFixture): void {
  it('gives none before its time, and then the earliest first', async () => {
    const fixture = given();
    const queue = await fixture.open();
    await queue.add(job(fixture, 'late', 3 * STEP_MS));
    await queue.add(job(fixture, 'soon', STEP_MS));
    await queue.add(job(fixture, 'sooner', STEP_MS - 1));
    await queue.add(job(fixture, 'now'));
    const seen = observe(queue);
    expect(await finishNext(seen)).toBe('job/now');
    expect(await queue.size()).toBeGreaterThanOrEqual(3);
    await fixture.pass(STEP_MS);
    expect(await finishNext(seen)).toBe('job/sooner');
    expect(await finishNext(seen)).toBe('job/soon');
    await fixture.pass(2 * STEP_MS);
    expect(await finishNext(seen)).toBe('job/late');
    expect(seen.ids).toHaveLength(4);
  });

  it('gives up what expires before it is handled', async () => {
    const fixture = given();
    const queue = await fixture.open();
    await queue.add(job(fixture, 'short', STEP_MS, STEP_MS));
    await queue.add(job(fixture, 'long', STEP_MS));
    const seen = observe(queue);
    await fixture.pass(STEP_MS);
    expect(await finishNext(seen)).toBe('job/long');
    await vi.waitFor(async () => expect(await queue.size()).toBe(0));
    expect(seen.ids).toEqual(['job/long']);
  });
}

function triesAgain(given: () => TimedQueueFixture): void {
  it('tries again after the time that the handler says, and does other work meanwhile', async () => {
    const fixture = given();
    const queue = await fixture.open();
    await queue.add(job(fixture, 'a'));
    const seen = observe(queue);
    (await seen.next()).finish({ kind: 'retry', afterMs: STEP_MS });
    await queue.add(job(fixture, 'b'));
    expect(await finishNext(seen)).toBe('job/b');
    await fixture.pass(STEP_MS);
    expect(await finishNext(seen)).toBe('job/a');
  });

  it('tries again where a handler throws, and tells of it', async () => {
    const fixture = given();
    const told: string[] = [];
    const queue = await fixture.open({ onError: (id, error) => told.push(`${id}: ${String(error)}`) });
    await queue.add(job(fixture, 'a'));
    const seen = observe(queue);
    (await seen.next()).fail(new Error('a bug'));
    await vi.waitFor(() => expect(told).toEqual(['job/a: Error: a bug']));
    await fixture.pass(STEP_MS);
    expect(await finishNext(seen)).toBe('job/a');
  });
}

function survives(given: () => TimedQueueFixture): void {
  /** A queue that is killed while it handles "a", opened again once the lease is over. */
  async function killed(fixture: TimedQueueFixture): Promise<Queue<string>> {
    const queue = await fixture.open();
    await queue.add(job(fixture, 'a'));
    await queue.add(job(fixture, 'b'));
    await observe(queue).next();
    await fixture.kill();
    const reopened = await fixture.open();
    await fixture.pass(fixture.leaseMs);
    return reopened;
  }

  it('forgets none that ran when it was killed, nor any that waited', async () => {
    const seen = observe(await killed(given()), 2);
    const ids = [await finishNext(seen), await finishNext(seen)];
    expect(ids.sort()).toEqual(['job/a', 'job/b']);
  });

  it('handles again what a close has cut short', async () => {
    const fixture = given();
    const queue = await fixture.open();
    await queue.add(job(fixture, 'a'));
    const running = await observe(queue).next();
    running.signal.addEventListener('abort', () => running.fail(new Error('cut short')));
    await queue.close();
    const seen = observe(await fixture.open());
    await fixture.pass(STEP_MS);
    expect(await finishNext(seen)).toBe('job/a');
  });

  it('leaves a job with the worker that has it, however long that takes', async () => {
    const fixture = given();
    const queue = await fixture.open();
    await queue.add(job(fixture, 'a'));
    const seen = observe(queue, 2);
    const long = await seen.next();
    await fixture.pass(3 * fixture.leaseMs + STEP_MS);
    await queue.add(job(fixture, 'b'));
    expect(await finishNext(seen)).toBe('job/b');
    long.finish({ kind: 'done' });
    await vi.waitFor(async () => expect(await queue.size()).toBe(0));
    expect(seen.ids).toEqual(['job/a', 'job/b']);
  });
}
