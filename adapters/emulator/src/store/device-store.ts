import { DatabaseSync } from 'node:sqlite';
import type * as z from 'zod';
import { EmulatorError } from '../error.ts';
import type { DeviceChange, DeviceLog, DeviceLogs } from './device-log.ts';

/** What must survive a kill -9: when the replay began, and every vendor's devices. */
export interface DeviceStore extends Disposable {
  /** When the replay began, Unix milliseconds: the time given at the first call ever. */
  epoch(nowMs: number): number;
  /** The logs of a vendor, which no other vendor's devices are in. */
  logsOf(vendor: string): DeviceLogs;
}

/** Opens the store on a file of SQLite, or on none with `:memory:`. Throws {@link EmulatorError} `emulator.store`. */
export function openDeviceStore(file: string): DeviceStore {
  const database = open(file);
  return {
    epoch(nowMs) {
      database.prepare('INSERT OR IGNORE INTO replay (id, epoch_ms) VALUES (1, ?)').run(nowMs);
      return Number(database.prepare('SELECT epoch_ms FROM replay WHERE id = 1').get()?.['epoch_ms']);
    },
    logsOf: (vendor) => (state) => openLog(database, vendor, state),
    [Symbol.dispose]: () => database.close(),
  };
}

function open(file: string): DatabaseSync {
  try {
    const database = new DatabaseSync(file);
    // FULL, since an answer that says "done" must not be undone by a power cut.
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 2000');
    database.exec(SCHEMA);
    return database;
  } catch (cause) {
    throw new EmulatorError(
      'emulator.store',
      `${file}: cannot be opened as SQLite; move it away to begin anew`,
      { cause },
    );
  }
}

function openLog<S>(database: DatabaseSync, vendor: string, schema: z.ZodType<S>): DeviceLog<S> {
  const change = (query: string, ...values: (string | number)[]): DeviceChange<S> | undefined => {
    const row = database.prepare(query).get(vendor, ...values);
    if (row === undefined) return undefined;
    return { atMs: Number(row['at_ms']), state: schema.parse(JSON.parse(String(row['state']))) };
  };
  const number = (query: string, device: string): number =>
    Number(database.prepare(query).get(vendor, device)?.['n'] ?? 0);
  const last = (device: string) => change(`${CHANGES} ORDER BY seq DESC LIMIT 1`, device);
  const append = (device: string, { atMs, state }: DeviceChange<S>): void => {
    database
      .prepare('INSERT INTO device_change (vendor, device, at_ms, state) VALUES (?, ?, ?, ?)')
      .run(vendor, device, atMs, JSON.stringify(state));
  };
  return {
    introduce(device, first) {
      if (last(device) === undefined) append(device, first);
    },
    append,
    last,
    at: (device, timeMs) =>
      change(`${CHANGES} AND at_ms <= ? ORDER BY seq DESC LIMIT 1`, device, timeMs) ??
      change(`${CHANGES} ORDER BY seq LIMIT 1`, device),
    // The first is where it began.
    changes: (device) =>
      Math.max(
        0,
        number('SELECT count(*) AS n FROM device_change WHERE vendor = ? AND device = ?', device) - 1,
      ),
    countCommand(device) {
      database.prepare(COUNT_COMMAND).run(vendor, device);
    },
    commands: (device) => number('SELECT n FROM device_commands WHERE vendor = ? AND device = ?', device),
    atomically: (work) => atomically(database, work),
  };
}

function atomically(database: DatabaseSync, work: () => void): void {
  database.exec('BEGIN IMMEDIATE');
  try {
    work();
    database.exec('COMMIT');
  } catch (error) {
    database.exec('ROLLBACK');
    throw error;
  }
}

const CHANGES = 'SELECT at_ms, state FROM device_change WHERE vendor = ? AND device = ?';

const COUNT_COMMAND =
  'INSERT INTO device_commands (vendor, device, n) VALUES (?, ?, 1) ON CONFLICT (vendor, device) DO UPDATE SET n = n + 1';

const SCHEMA = `
CREATE TABLE IF NOT EXISTS replay (id INTEGER PRIMARY KEY, epoch_ms INTEGER NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS device_change (
  seq INTEGER PRIMARY KEY, vendor TEXT NOT NULL, device TEXT NOT NULL, at_ms INTEGER NOT NULL, state TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS device_change_by_device ON device_change (vendor, device, seq);
CREATE TABLE IF NOT EXISTS device_commands (vendor TEXT, device TEXT, n INTEGER NOT NULL, PRIMARY KEY (vendor, device)) STRICT;
`;
