import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { onTestFinished } from 'vitest';
import { ChainStore } from '../store/chain-store.ts';
import type { StoredBlock } from '../store/chain-store.ts';
import { createSchema, openDatabase } from '../store/database.ts';

/** A folder that is there for this test alone. */
export function temporaryHome(): string {
  const home = mkdtempSync(join(tmpdir(), 'devnet-test-'));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  return home;
}

/** A store in a folder, which is closed when the test has ended, if the test has not done that. */
export function openStore(home = temporaryHome()): ChainStore {
  const database = openDatabase(home);
  onTestFinished(() => {
    if (database.isOpen) database.close();
  });
  return new ChainStore(database);
}

/** The tables of a store in memory, for what is not about disks. */
export function memoryDatabase(): DatabaseSync {
  const database = new DatabaseSync(':memory:');
  createSchema(database);
  return database;
}

/** A block of which nothing but the height and the hash means anything. */
export function emptyBlock(height: number): StoredBlock {
  const bytes = (kind: number): Uint8Array => Uint8Array.of(kind, height);
  return { height, hash: bytes(1), block: bytes(2), seenCommit: bytes(3), appHash: bytes(4) };
}
