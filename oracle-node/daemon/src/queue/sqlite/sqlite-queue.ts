import type { DatabaseSync } from 'node:sqlite';
import type { Clock } from '../../clock/clock.ts';
import type { Job, JobHandler, JobResult, OpenQueue, Queue, QueueOptions } from '../ports.ts';
import { openJobTable } from './job-table.ts';
import type { JobTable } from './job-table.ts';

export interface SqliteQueueDeps {
  /** The node's own; it stays open when a queue closes. */
  readonly database: DatabaseSync;
  readonly clock: Clock;
}

const MAX_WAIT_MS = 1_000;
const RETRY_MS = 1_000;

/** Queues inside the node's own database: one process, no other server. */
export function sqliteQueues(deps: SqliteQueueDeps): OpenQueue {
  return (options) => Promise.resolve(new SqliteQueue(options, deps));
}

class SqliteQueue<T> implements Queue<T> {
  private readonly options: QueueOptions<T>;
  private readonly clock: Clock;
  private readonly jobs: JobTable;
  private readonly abort = new AbortController();
  private readonly running = new Set<Promise<void>>();
  private loop: Promise<void> | undefined;
  private wake: (() => void) | undefined;

  constructor(options: QueueOptions<T>, { database, clock }: SqliteQueueDeps) {
    this.options = options;
    this.clock = clock;
    this.jobs = openJobTable(database, options.name);
  }

  add(job: Job<T>): Promise<void> {
    if (this.jobs.add(job, this.clock.nowMs())) this.wake?.();
    return Promise.resolve();
  }

  work(handler: JobHandler<T>, options: { readonly concurrency: number }): void {
    this.loop ??= this.run(handler, options.concurrency);
  }

  size(): Promise<number> {
    return Promise.resolve(this.jobs.size());
  }

  async close(): Promise<void> {
    this.abort.abort();
    this.wake?.();
    await this.loop;
    await Promise.all(this.running);
  }

  private async run(handler: JobHandler<T>, concurrency: number): Promise<void> {
    const { signal } = this.abort;
    while (!signal.aborted) {
      const job = this.running.size < concurrency ? this.jobs.take(this.clock.nowMs()) : undefined;
      if (job === undefined) {
        await this.pause();
        continue;
      }
      const handling = this.handle(job, handler).finally(() => {
        this.running.delete(handling);
        this.wake?.();
      });
      this.running.add(handling);
    }
  }

  /** Until a job is added, one ends, or the next may be due. */
  private async pause(): Promise<void> {
    const pause = new AbortController();
    this.wake = () => pause.abort();
    await this.clock.sleep(MAX_WAIT_MS, AbortSignal.any([pause.signal, this.abort.signal]));
    this.wake = undefined;
  }

  private async handle(job: Job<unknown>, handler: JobHandler<T>): Promise<void> {
    const result = await this.resultOf(job, handler);
    if (result.kind === 'retry') this.jobs.retry(job.id, this.clock.nowMs() + result.afterMs);
    else this.jobs.end(job.id, result.kind === 'done' ? 'done' : 'given_up');
  }

  private async resultOf(job: Job<unknown>, handler: JobHandler<T>): Promise<JobResult> {
    if (this.clock.nowMs() >= job.expiresAtMs) return { kind: 'give_up' };
    let read: Job<T>;
    try {
      read = { ...job, payload: this.options.readPayload(job.payload) };
    } catch (error) {
      this.options.onError(job.id, error);
      return { kind: 'give_up' };
    }
    try {
      return await handler(read, this.abort.signal);
    } catch (error) {
      // What a close cuts short is taken up first thing after the next start.
      if (this.abort.signal.aborted) return { kind: 'retry', afterMs: 0 };
      this.options.onError(job.id, error);
      return { kind: 'retry', afterMs: RETRY_MS };
    }
  }
}
