import type { DatabaseSync, SQLOutputValue, StatementSync } from 'node:sqlite';
import type { Clock } from '../clock/clock.ts';
import { inTransaction } from '../store/database.ts';
import { integer, text } from '../store/rows.ts';
import type { Job, JobHandler, JobResult, NewJob, Queue } from './ports.ts';

export interface SqliteQueueDeps {
  readonly database: DatabaseSync;
  readonly clock: Clock;
  /** Told of a handler that threw. */
  onError?(jobId: string, error: unknown): void;
}

const MAX_WAIT_MS = 1_000;
const RETRY_MS = 1_000;

/** The {@link Queue} inside the node's own database: one process, no other server. */
export class SqliteQueue<T> implements Queue<T> {
  private readonly name: string;
  private readonly deps: SqliteQueueDeps;
  private readonly abort = new AbortController();
  private readonly running = new Set<Promise<void>>();
  private readonly statements: Record<
    'add' | 'next' | 'settle' | 'retry' | 'size' | 'start' | 'forget',
    StatementSync
  >;
  private loop: Promise<void> | undefined;
  private wake: (() => void) | undefined;

  constructor(name: string, deps: SqliteQueueDeps) {
    this.name = name;
    this.deps = deps;
    const { database } = deps;
    this.statements = {
      add: database.prepare("INSERT OR IGNORE INTO jobs VALUES (?, ?, ?, ?, ?, 0, 'queued', ?)"),
      next: database.prepare(
        "SELECT * FROM jobs WHERE queue = ? AND state = 'queued' AND run_at_ms <= ? ORDER BY run_at_ms, id LIMIT 1",
      ),
      start: database.prepare(
        "UPDATE jobs SET state = 'running', attempts = attempts + 1 WHERE queue = ? AND id = ?",
      ),
      settle: database.prepare('UPDATE jobs SET state = ? WHERE queue = ? AND id = ?'),
      retry: database.prepare("UPDATE jobs SET state = 'queued', run_at_ms = ? WHERE queue = ? AND id = ?"),
      size: database.prepare(
        "SELECT count(*) AS n FROM jobs WHERE queue = ? AND state IN ('queued', 'running')",
      ),
      forget: database.prepare(
        "DELETE FROM jobs WHERE queue = ? AND state IN ('done', 'given_up') AND expires_at_ms < ?",
      ),
    };
    // What ran when the last process ended is taken up again: a handler has to cope with work that was half done.
    database.prepare("UPDATE jobs SET state = 'queued' WHERE queue = ? AND state = 'running'").run(name);
  }

  add({ id, payload, runAtMs, expiresAtMs }: NewJob<T>): Promise<boolean> {
    const atMs = this.deps.clock.nowMs();
    const { changes } = this.statements.add.run(
      this.name,
      id,
      JSON.stringify(payload),
      runAtMs,
      expiresAtMs,
      atMs,
    );
    this.wake?.();
    return Promise.resolve(changes === 1);
  }

  work(handler: JobHandler<T>, options: { readonly concurrency: number }): void {
    this.loop ??= this.run(handler, options.concurrency);
  }

  size(): Promise<number> {
    const row = this.statements.size.get(this.name);
    return Promise.resolve(row === undefined ? 0 : integer(row, 'n'));
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
      const job = this.running.size < concurrency ? this.take() : undefined;
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
    await this.deps.clock.sleep(MAX_WAIT_MS, AbortSignal.any([pause.signal, this.abort.signal]));
    this.wake = undefined;
  }

  private take(): Job<T> | undefined {
    const nowMs = this.deps.clock.nowMs();
    this.statements.forget.run(this.name, nowMs - 86_400_000);
    return inTransaction(this.deps.database, () => {
      const row = this.statements.next.get(this.name, nowMs);
      if (row === undefined) return undefined;
      this.statements.start.run(this.name, text(row, 'id'));
      return readJob<T>(row);
    });
  }

  private async handle(job: Job<T>, handler: JobHandler<T>): Promise<void> {
    if (this.deps.clock.nowMs() >= job.expiresAtMs) {
      this.settle(job.id, { kind: 'give_up' });
      return;
    }
    let result: JobResult;
    try {
      result = await handler(job, this.abort.signal);
    } catch (error) {
      if (!this.abort.signal.aborted) this.deps.onError?.(job.id, error);
      result = { kind: 'retry', afterMs: RETRY_MS };
    }
    this.settle(job.id, result);
  }

  private settle(id: string, result: JobResult): void {
    if (result.kind === 'retry')
      this.statements.retry.run(this.deps.clock.nowMs() + result.afterMs, this.name, id);
    else this.statements.settle.run(result.kind === 'done' ? 'done' : 'given_up', this.name, id);
  }
}

function readJob<T>(row: Record<string, SQLOutputValue>): Job<T> {
  return {
    id: text(row, 'id'),
    payload: JSON.parse(text(row, 'payload')) as T,
    runAtMs: integer(row, 'run_at_ms'),
    expiresAtMs: integer(row, 'expires_at_ms'),
    attempt: integer(row, 'attempts') + 1,
  };
}
