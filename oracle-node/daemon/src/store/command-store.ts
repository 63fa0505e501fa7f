import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import type { CommandRecord, CommandStep, CommandStore } from './ports.ts';
import { integer, optionalText, text } from './rows.ts';

export function createCommandStore(database: DatabaseSync): CommandStore {
  const upsert = database.prepare(
    `INSERT INTO commands VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET step = excluded.step, acts = excluded.acts, action_id = excluded.action_id,
       readback_id = excluded.readback_id, reason = excluded.reason, at_ms = excluded.at_ms`,
  );
  const get = database.prepare('SELECT * FROM commands WHERE id = ?');
  const unfinished = database.prepare(
    "SELECT * FROM commands WHERE step NOT IN ('settled', 'abandoned') ORDER BY id",
  );
  const recent = database.prepare('SELECT * FROM commands ORDER BY id DESC LIMIT ?');
  return {
    save({ id, step, acts, actionId, readbackId, reason }, atMs) {
      upsert.run(id, step, acts, actionId ?? null, readbackId ?? null, reason, atMs);
    },
    get(id) {
      const row = get.get(id);
      return row === undefined ? undefined : readCommand(row);
    },
    unfinished: () => unfinished.all().map(readCommand),
    recent: (limit) => recent.all(limit).map(readCommand),
  };
}

function readCommand(row: Record<string, SQLOutputValue>): CommandRecord {
  return {
    id: BigInt(integer(row, 'id')),
    step: text(row, 'step') as CommandStep,
    acts: integer(row, 'acts'),
    actionId: optionalText(row, 'action_id'),
    readbackId: optionalText(row, 'readback_id'),
    reason: text(row, 'reason'),
  };
}
