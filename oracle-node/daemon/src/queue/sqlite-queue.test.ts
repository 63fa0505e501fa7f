import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { afterEach, describe } from 'vitest';
import { ManualClock } from '../clock/manual-clock.ts';
import { openDatabase } from '../store/database.ts';
import { queueConformance } from './conformance.ts';
import { SqliteQueue } from './sqlite-queue.ts';

describe('SqliteQueue', () => {
  const folders: string[] = [];
  let database: DatabaseSync | undefined;

  afterEach(() => {
    if (database?.isOpen) database.close();
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
  });

  queueConformance(() => {
    const folder = mkdtempSync(join(tmpdir(), 'node-queue-'));
    folders.push(folder);
    const clock = new ManualClock(1_000_000);
    return {
      clock,
      open() {
        database = openDatabase(join(folder, 'node.db'));
        return new SqliteQueue('test', { database, clock });
      },
      kill() {
        database?.close();
        return Promise.resolve();
      },
    };
  });
});
