import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { messageOf } from '@cloudx3/errors';
import { NodeError } from '../error.ts';
import { MIGRATIONS } from './migrations.ts';

/** In place of a file name: a database that lives as long as its handle. */
export const IN_MEMORY = ':memory:';

/**
 * Opens the node's one database. WAL with synchronous FULL: what a statement wrote when it returns is on disk, so that a node killed at
 * any instruction finds its outbox and its commands as it left them. The exclusive lock keeps a second node off the same store,
 * which would sign twice for one round.
 */
export function openDatabase(file: string): DatabaseSync {
  let database: DatabaseSync;
  try {
    if (file !== IN_MEMORY) mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    database = new DatabaseSync(file, { timeout: 2_000 });
    database.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
  } catch (cause) {
    throw new NodeError(
      'node.store',
      `${file} cannot be opened (${messageOf(cause)}); is another node using it?`,
      { cause },
    );
  }
  migrate(database, file);
  return database;
}

/** Runs `work` as one transaction: all of it, or nothing. */
export function inTransaction<T>(database: DatabaseSync, work: () => T): T {
  database.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    database.exec('COMMIT');
    return result;
  } catch (error) {
    database.exec('ROLLBACK');
    throw error;
  }
}

function migrate(database: DatabaseSync, file: string): void {
  const row = database.prepare('PRAGMA user_version').get();
  const version = Number(row?.['user_version'] ?? 0);
  if (version > MIGRATIONS.length) {
    throw new NodeError(
      'node.store_version',
      `${file} is of version ${version}; this program knows ${MIGRATIONS.length}`,
    );
  }
  for (const [index, step] of MIGRATIONS.entries()) {
    if (index < version) continue;
    inTransaction(database, () => {
      database.exec(step);
      database.exec(`PRAGMA user_version = ${index + 1}`);
    });
  }
}
