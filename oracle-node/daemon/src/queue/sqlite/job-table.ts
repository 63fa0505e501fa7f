import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import { inTransaction } from '../../store/database.ts';
import { integer, text } from '../../store/rows.ts';
import type { Job } from '../ports.ts';

/** How long the id of a job that is over is kept beyond its expiry. */
const REMEMBERED_MS = 86_400_000;

/** The jobs of one queue in the node's database. What a method wrote when it returns survives a kill. */
export interface JobTable {
  /** False where a job of this id is there already. */
  add(job: Job<unknown>, atMs: number): boolean;
  /** Marks the earliest job that is due as running and gives it. */
  take(nowMs: number): Job<unknown> | undefined;
  /** Queues a running job again. */
  retry(id: string, runAtMs: number): void;
  end(id: string, state: 'done' | 'given_up'): void;
  /** Queued and running. */
  size(): number;
}

/** Opens a queue's jobs. Those that ran when the last process ended are queued again: a handler has to cope with work half done. */
export function openJobTable(database: DatabaseSync, queue: string): JobTable {
  const add = database.prepare("INSERT OR IGNORE INTO jobs VALUES (?, ?, ?, ?, ?, 0, 'queued', ?)");
  const next = database.prepare(
    "SELECT * FROM jobs WHERE queue = ? AND state = 'queued' AND run_at_ms <= ? ORDER BY run_at_ms, at_ms, id LIMIT 1",
  );
  const start = database.prepare(
    "UPDATE jobs SET state = 'running', attempts = attempts + 1 WHERE queue = ? AND id = ?",
  );
  const end = database.prepare('UPDATE jobs SET state = ? WHERE queue = ? AND id = ?');
  const retry = database.prepare(
    "UPDATE jobs SET state = 'queued', run_at_ms = ? WHERE queue = ? AND id = ?",
  );
  const size = database.prepare(
    "SELECT count(*) AS n FROM jobs WHERE queue = ? AND state IN ('queued', 'running')",
  );
  const forget = database.prepare(
    "DELETE FROM jobs WHERE queue = ? AND state IN ('done', 'given_up') AND expires_at_ms < ?",
  );
  database.prepare("UPDATE jobs SET state = 'queued' WHERE queue = ? AND state = 'running'").run(queue);
  return {
    add({ id, payload, runAtMs, expiresAtMs }, atMs) {
      const { changes } = add.run(queue, id, JSON.stringify(payload), runAtMs, expiresAtMs, atMs);
      return changes === 1;
    },
    take(nowMs) {
      forget.run(queue, nowMs - REMEMBERED_MS);
      return inTransaction(database, () => {
        const row = next.get(queue, nowMs);
        if (row === undefined) return undefined;
        start.run(queue, text(row, 'id'));
        return readJob(row);
      });
    },
    retry: (id, runAtMs) => retry.run(runAtMs, queue, id),
    end: (id, state) => end.run(state, queue, id),
    size() {
      const row = size.get(queue);
      return row === undefined ? 0 : integer(row, 'n');
    },
  };
}

function readJob(row: Record<string, SQLOutputValue>): Job<unknown> {
  return {
    id: text(row, 'id'),
    payload: JSON.parse(text(row, 'payload')),
    runAtMs: integer(row, 'run_at_ms'),
    expiresAtMs: integer(row, 'expires_at_ms'),
  };
}
