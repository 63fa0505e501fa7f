import type { DatabaseSync } from 'node:sqlite';
import type { SpendingStore } from './ports.ts';
import { integer, text } from './rows.ts';

export function createSpendingStore(database: DatabaseSync): SpendingStore {
  const add = database.prepare(
    'INSERT INTO spendings VALUES (?, ?, ?, ?) ON CONFLICT (day, purse, share) DO UPDATE SET amount = max(0, amount + excluded.amount)',
  );
  const ofDay = database.prepare('SELECT share, amount FROM spendings WHERE day = ? AND purse = ?');
  return {
    add: ({ day, purse, group }, amount) => void add.run(day, purse, group, amount),
    ofDay: (day, purse) =>
      new Map(ofDay.all(day, purse).map((row) => [text(row, 'share'), integer(row, 'amount')])),
  };
}
