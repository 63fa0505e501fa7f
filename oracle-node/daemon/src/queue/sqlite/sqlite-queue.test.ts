import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe } from 'vitest';
import { systemClock } from '../../clock/clock.ts';
import type { Clock } from '../../clock/clock.ts';
import { ManualClock } from '../../clock/manual-clock.ts';
import { openDatabase } from '../../store/database.ts';
import { OPENING, queueOrderConformance, queueTimeConformance } from '../conformance/index.ts';
import type { QueueFixture, TimedQueueFixture } from '../conformance/index.ts';
import type { Queue } from '../ports.ts';
import { sqliteQueues } from './sqlite-queue.ts';

let folder: string;
let database: DatabaseSync | undefined;
const opened: Queue<string>[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'node-queue-'));
});

afterEach(async () => {
  await Promise.all(opened.splice(0).map((queue) => queue.close()));
  if (database?.isOpen) database.close();
  rmSync(folder, { recursive: true });
});

function fixtureOn(clock: Clock): QueueFixture {
  return {
    nowMs: () => clock.nowMs(),
    async open(opening) {
      if (database?.isOpen !== true) database = openDatabase(join(folder, 'node.db'));
      const open = sqliteQueues({ database, clock });
      const queue = await open({ name: 'test', ...OPENING, ...opening });
      opened.push(queue);
      return queue;
    },
  };
}

describe('a queue in SQLite', () => {
  queueOrderConformance(() => fixtureOn(systemClock));

  queueTimeConformance((): TimedQueueFixture => {
    const clock = new ManualClock(1_000_000);
    return {
      ...fixtureOn(clock),
      leaseMs: 0,
      pass: (ms) => clock.advance(ms),
      kill() {
        opened.length = 0;
        database?.close();
        return Promise.resolve();
      },
    };
  });
});
