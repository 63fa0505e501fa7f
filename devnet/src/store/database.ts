import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { DevnetError, DevnetErrorCode } from '../errors.ts';

const FILE = 'chain.db';
const APPLICATION_ID = 0x63783364;
const SCHEMA_VERSION = 2;

const SCHEMA = `
CREATE TABLE meta (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE state (key BLOB PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE blocks (
  height INTEGER PRIMARY KEY,
  hash BLOB NOT NULL,
  block BLOB NOT NULL,
  seen_commit BLOB NOT NULL,
  app_hash BLOB NOT NULL
);
CREATE INDEX blocks_by_hash ON blocks (hash);
CREATE TABLE txs (
  height INTEGER NOT NULL,
  position INTEGER NOT NULL,
  hash BLOB NOT NULL,
  bytes BLOB NOT NULL,
  result TEXT NOT NULL,
  PRIMARY KEY (height, position)
) WITHOUT ROWID;
CREATE INDEX txs_by_hash ON txs (hash);
CREATE TABLE tx_attributes (
  name TEXT NOT NULL,
  value TEXT NOT NULL,
  height INTEGER NOT NULL,
  position INTEGER NOT NULL,
  event INTEGER NOT NULL,
  PRIMARY KEY (name, value, height, position, event)
) WITHOUT ROWID;
`;

function databaseFile(home: string): string {
  return join(home, FILE);
}

export function hasDatabase(home: string): boolean {
  return existsSync(databaseFile(home));
}

/**
 * Opens the chain's database and holds it alone until it is closed or the process ends, however it ends. A commit has
 * reached the disk when it returns: write-ahead log, synchronous=FULL. Throws DevnetError `devnet.home.*`.
 */
export function openDatabase(home: string): DatabaseSync {
  mkdirSync(home, { recursive: true });
  const database = new DatabaseSync(databaseFile(home), { timeout: 0 });
  try {
    // The lock is taken by the first write under exclusive locking and belongs to the process: no stale lock files.
    database.exec('PRAGMA locking_mode = EXCLUSIVE');
    // Before anything is written: what is not ours stays as it is.
    checkOwner(database, home);
    database.exec('PRAGMA journal_mode = WAL');
    database.exec('PRAGMA synchronous = FULL');
    database.exec('BEGIN EXCLUSIVE');
    if (checkOwner(database, home) === 'nobody') createSchema(database);
    database.exec('COMMIT');
    return database;
  } catch (error) {
    database.close();
    throw openError(error, home);
  }
}

/** Whose database this is. Throws DevnetError for that of another program or version. */
function checkOwner(database: DatabaseSync, home: string): 'nobody' | 'devnet' {
  const id = Number(database.prepare('PRAGMA application_id').get()?.['application_id']);
  const version = Number(database.prepare('PRAGMA user_version').get()?.['user_version']);
  const tables = Number(database.prepare('SELECT count(*) AS total FROM sqlite_schema').get()?.['total']);
  if (id === 0 && version === 0 && tables === 0) return 'nobody';
  if (id === APPLICATION_ID && version === SCHEMA_VERSION) return 'devnet';
  throw new DevnetError(
    DevnetErrorCode.homeForeign,
    `${databaseFile(home)} is not a devnet of this version (id ${id}, schema ${version}). Use another --home, or remove this one.`,
  );
}

/** Makes the tables of an empty database. */
export function createSchema(database: DatabaseSync): void {
  database.exec(SCHEMA);
  database.exec(`PRAGMA application_id = ${APPLICATION_ID}`);
  database.exec(`PRAGMA user_version = ${SCHEMA_VERSION}`);
}

function openError(error: unknown, home: string): unknown {
  if (error instanceof DevnetError || !(error instanceof Error)) return error;
  if (/database is locked|database table is locked/.test(error.message)) {
    return new DevnetError(
      DevnetErrorCode.homeLocked,
      `The home ${home} is in use by another devnet. Stop that one, or give this one another --home.`,
      { cause: error },
    );
  }
  if (/not a database|malformed/.test(error.message)) {
    return new DevnetError(DevnetErrorCode.stateCorrupt, `${databaseFile(home)}: ${error.message}`, {
      cause: error,
    });
  }
  return error;
}
