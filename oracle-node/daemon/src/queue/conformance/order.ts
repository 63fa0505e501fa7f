import { expect, it, vi } from 'vitest';
import type { Job, Queue } from '../ports.ts';
import type { QueueFixture } from './fixture.ts';
import { finishNext, observe } from './observed.ts';

const HOUR_MS = 3_600_000;

/**
 * What every {@link Queue} does whatever the time: it goes by what happens, so it judges one in this process on a clock that stands still
 * as well as one that lives in another process. Call it within a `describe`.
 */
export function queueOrderConformance(fixture: () => QueueFixture): void {
  takesOnce(fixture);
  takesInOrder(fixture);
  settles(fixture);
  closes(fixture);
}

/** A job that is due, by as much as it says. */
function due(fixture: QueueFixture, id: string, changes: Partial<Job<string>> = {}): Job<string> {
  const nowMs = fixture.nowMs();
  return {
    id: `job/${id}`,
    payload: `payload of ${id}`,
    runAtMs: nowMs,
    expiresAtMs: nowMs + HOUR_MS,
    ...changes,
  };
}

async function addAll(queue: Queue<string>, jobs: readonly Job<string>[]): Promise<void> {
  for (const job of jobs) await queue.add(job);
}

function takesOnce(given: () => QueueFixture): void {
  it('takes each id once: while it waits, while it runs, and when it was done', async () => {
    const fixture = given();
    const queue = await fixture.open();
    await addAll(queue, [due(fixture, 'a'), due(fixture, 'a')]);
    const seen = observe(queue);
    const first = await seen.next();
    await addAll(queue, [due(fixture, 'a'), due(fixture, 'b')]);
    first.finish({ kind: 'done' });
    expect(await finishNext(seen)).toBe('job/b');
    await addAll(queue, [due(fixture, 'a'), due(fixture, 'c')]);
    expect(await finishNext(seen)).toBe('job/c');
    expect(seen.ids).toEqual(['job/a', 'job/b', 'job/c']);
  });

  it('gives back what was put in', async () => {
    const fixture = given();
    const queue = await fixture.open();
    const payload = '{"text":"15 °C, “quoted”, \\u0000 and 🌡"}';
    const job = due(fixture, 'a', { payload });
    await queue.add(job);
    const seen = await observe(queue).next();
    seen.finish({ kind: 'done' });
    expect(seen.job).toEqual(job);
  });

  it('gives up a job whose payload it cannot read, tells of it, and goes on', async () => {
    const fixture = given();
    const told: string[] = [];
    const queue = await fixture.open({
      readPayload(json) {
        if (json === 'spoilt') throw new Error('not of this version');
        return String(json);
      },
      onError: (id, error) => told.push(`${id}: ${String(error)}`),
    });
    await addAll(queue, [due(fixture, 'a', { payload: 'spoilt' }), due(fixture, 'b')]);
    const seen = observe(queue);
    expect(await finishNext(seen)).toBe('job/b');
    await vi.waitFor(() => expect(told).toEqual(['job/a: Error: not of this version']));
    await vi.waitFor(async () => expect(await queue.size()).toBe(0));
  });
}

function takesInOrder(given: () => QueueFixture): void {
  it('gives what is due in the order in which it became so', async () => {
    const fixture = given();
    const queue = await fixture.open();
    const nowMs = fixture.nowMs();
    const ids = ['e', 'b', 'd', 'a', 'c'];
    await addAll(
      queue,
      ids.map((id, index) => due(fixture, id, { runAtMs: nowMs - 10 + index })),
    );
    expect(await queue.size()).toBe(5);
    const seen = observe(queue);
    for (const id of ids) expect(await finishNext(seen)).toBe(`job/${id}`);
    await vi.waitFor(async () => expect(await queue.size()).toBe(0));
  });

  it('runs as many at a time as it is told, and never more', async () => {
    const fixture = given();
    const queue = await fixture.open();
    const ids = Array.from({ length: 8 }, (_, index) => `n${index}`);
    await addAll(
      queue,
      ids.map((id) => due(fixture, id)),
    );
    const seen = observe(queue, 2);
    const running = [await seen.next(), await seen.next()];
    while (seen.ids.length < ids.length) {
      running.shift()?.finish({ kind: 'done' });
      running.push(await seen.next());
    }
    for (const { finish } of running) finish({ kind: 'done' });
    expect(seen.mostAtOnce()).toBe(2);
  });
}

function settles(given: () => QueueFixture): void {
  it('hands a job out again where the handler says so', async () => {
    const fixture = given();
    const queue = await fixture.open();
    await queue.add(due(fixture, 'a'));
    const seen = observe(queue);
    (await seen.next()).finish({ kind: 'retry', afterMs: 0 });
    expect(await finishNext(seen)).toBe('job/a');
    await vi.waitFor(async () => expect(await queue.size()).toBe(0));
  });

  it('never hands out again what was given up, and does not take it anew', async () => {
    const fixture = given();
    const queue = await fixture.open();
    await queue.add(due(fixture, 'a'));
    const seen = observe(queue);
    (await seen.next()).finish({ kind: 'give_up' });
    await addAll(queue, [due(fixture, 'a'), due(fixture, 'b')]);
    expect(await finishNext(seen)).toBe('job/b');
    await vi.waitFor(async () => expect(await queue.size()).toBe(0));
    expect(seen.ids).toEqual(['job/a', 'job/b']);
  });

  it('gives up a job whose time has passed, without handling it', async () => {
    const fixture = given();
    const queue = await fixture.open();
    const nowMs = fixture.nowMs();
    const old = due(fixture, 'old', { runAtMs: nowMs - 2 * HOUR_MS, expiresAtMs: nowMs - HOUR_MS });
    await addAll(queue, [old, due(fixture, 'new')]);
    const seen = observe(queue);
    expect(await finishNext(seen)).toBe('job/new');
    await vi.waitFor(async () => expect(await queue.size()).toBe(0));
    expect(seen.ids).toEqual(['job/new']);
  });
}

function closes(given: () => QueueFixture): void {
  it('ends what runs when it closes, waits for that, and keeps what was not begun', async () => {
    const fixture = given();
    const told: string[] = [];
    const queue = await fixture.open({ onError: (id) => told.push(id) });
    const earlier = { runAtMs: fixture.nowMs() - 1 };
    await addAll(queue, [due(fixture, 'a', earlier), due(fixture, 'b')]);
    const { next, ids } = observe(queue);
    const running = await next();
    let isClosed = false;
    const closing = queue.close().then(() => {
      isClosed = true;
    });
    await vi.waitFor(() => expect(running.signal.aborted).toBe(true));
    expect(isClosed).toBe(false);
    running.finish({ kind: 'done' });
    await closing;
    expect(ids).toEqual(['job/a']);
    expect(told).toEqual([]);
    const reopened = await fixture.open();
    expect(await finishNext(observe(reopened))).toBe('job/b');
  });
}
