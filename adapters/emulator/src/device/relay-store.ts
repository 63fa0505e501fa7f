import { DatabaseSync } from 'node:sqlite';
import { EmulatorError } from '../error.ts';

/** A change of a relay, with the meter's reading at that moment. The last one says what the relay does now. */
export interface RelayEvent {
  readonly atMs: number;
  readonly on: boolean;
  readonly energyWh: number;
}

/**
 * What must survive a kill -9: the log of each relay's changes, how often it was commanded, and when the replay began. Each call that
 * changes something has reached the disk when it returns.
 */
export class RelayStore implements Disposable {
  readonly #database: DatabaseSync;

  constructor(file: string) {
    try {
      this.#database = new DatabaseSync(file);
      // FULL, since an answer that says "done" must not be undone by a power cut.
      this.#database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 2000');
      this.#database.exec(SCHEMA);
    } catch (cause) {
      throw new EmulatorError(
        'emulator.store',
        `${file}: cannot be opened as SQLite; move it away to begin anew`,
        { cause },
      );
    }
  }

  /** When the replay began: the time given at the first call ever. */
  epoch(nowMs: number): number {
    this.#database.prepare('INSERT OR IGNORE INTO replay (id, epoch_ms) VALUES (1, ?)').run(nowMs);
    return Number(this.#database.prepare('SELECT epoch_ms FROM replay WHERE id = 1').get()?.['epoch_ms']);
  }

  /** Makes the device known in its first state, unless it is known already. */
  introduce(device: string, first: RelayEvent): void {
    if (this.last(device) === undefined) this.append(device, first);
  }

  append(device: string, { atMs, on, energyWh }: RelayEvent): void {
    this.#database
      .prepare('INSERT INTO relay_event (device, at_ms, is_on, energy_wh) VALUES (?, ?, ?, ?)')
      .run(device, atMs, on ? 1 : 0, energyWh);
  }

  last(device: string): RelayEvent | undefined {
    return this.#event('SELECT * FROM relay_event WHERE device = ? ORDER BY seq DESC LIMIT 1', device);
  }

  /** The change that was in force at a time, or the first one where the time is before it. */
  lastBefore(device: string, timeMs: number): RelayEvent | undefined {
    return (
      this.#event(
        'SELECT * FROM relay_event WHERE device = ? AND at_ms <= ? ORDER BY seq DESC LIMIT 1',
        device,
        timeMs,
      ) ?? this.#event('SELECT * FROM relay_event WHERE device = ? ORDER BY seq LIMIT 1', device)
    );
  }

  /** How often the relay changed. The first event is where it began. */
  switches(device: string): number {
    return (
      Number(
        this.#database.prepare('SELECT count(*) AS n FROM relay_event WHERE device = ?').get(device)?.['n'],
      ) - 1
    );
  }

  countCommand(device: string): void {
    this.#database
      .prepare(
        'INSERT INTO command_count (device, n) VALUES (?, 1) ON CONFLICT (device) DO UPDATE SET n = n + 1',
      )
      .run(device);
  }

  /** How many commands were carried out, those that changed nothing included. */
  commands(device: string): number {
    return Number(
      this.#database.prepare('SELECT n FROM command_count WHERE device = ?').get(device)?.['n'] ?? 0,
    );
  }

  /** Runs `work` so that all of it reaches the disk, or nothing. */
  atomically(work: () => void): void {
    this.#database.exec('BEGIN IMMEDIATE');
    try {
      work();
      this.#database.exec('COMMIT');
    } catch (error) {
      this.#database.exec('ROLLBACK');
      throw error;
    }
  }

  [Symbol.dispose](): void {
    this.#database.close();
  }

  #event(query: string, ...values: (string | number)[]): RelayEvent | undefined {
    const row = this.#database.prepare(query).get(...values);
    if (row === undefined) return undefined;
    return { atMs: Number(row['at_ms']), on: row['is_on'] === 1, energyWh: Number(row['energy_wh']) };
  }
}

const SCHEMA = `
CREATE TABLE IF NOT EXISTS replay (id INTEGER PRIMARY KEY, epoch_ms INTEGER NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS relay_event (
  seq INTEGER PRIMARY KEY, device TEXT NOT NULL, at_ms INTEGER NOT NULL, is_on INTEGER NOT NULL, energy_wh REAL NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS relay_event_by_device ON relay_event (device, seq);
CREATE TABLE IF NOT EXISTS command_count (device TEXT PRIMARY KEY, n INTEGER NOT NULL) STRICT;
`;
