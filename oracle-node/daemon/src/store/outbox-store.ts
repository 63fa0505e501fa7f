import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import type { OutboxEntry, OutboxState, OutboxStore } from './ports.ts';
import { blob, text } from './rows.ts';

export function createOutboxStore(database: DatabaseSync): OutboxStore {
  const insert = database.prepare("INSERT OR IGNORE INTO outbox VALUES (?, ?, ?, 'signed', '', ?)");
  const settle = database.prepare('UPDATE outbox SET state = ?, outcome = ? WHERE key = ? AND tx_hash = ?');
  const ofKey = database.prepare('SELECT * FROM outbox WHERE key = ? ORDER BY at_ms, tx_hash');
  const pending = database.prepare("SELECT * FROM outbox WHERE state = 'signed' ORDER BY at_ms, tx_hash");
  return {
    add({ key, txHash, bytes }, atMs) {
      insert.run(key, txHash, bytes, atMs);
    },
    settle(key, txHash, state, outcome) {
      settle.run(state, outcome, key, txHash);
    },
    ofKey: (key) => ofKey.all(key).map(readEntry),
    pending: () => pending.all().map(readEntry),
  };
}

function readEntry(row: Record<string, SQLOutputValue>): OutboxEntry {
  return {
    key: text(row, 'key'),
    txHash: text(row, 'tx_hash'),
    bytes: blob(row, 'bytes'),
    state: text(row, 'state') as OutboxState,
    outcome: text(row, 'outcome'),
  };
}
