import type { DatabaseSync } from 'node:sqlite';
import { createAttestationStore } from './attestation-store.ts';
import { createCommandStore } from './command-store.ts';
import { createCursorStore } from './cursor-store.ts';
import { inTransaction } from './database.ts';
import { createObservationStore } from './observation-store.ts';
import { createOutboxStore } from './outbox-store.ts';
import { createSpendingStore } from './spending-store.ts';
import type { Store } from './ports.ts';

/** The node's store on an open database. What a method wrote when it returns survives a kill. */
export function openStore(database: DatabaseSync): Store {
  const prunes = [
    'DELETE FROM observations WHERE at_ms < ?',
    'DELETE FROM attestations WHERE at_ms < ?',
    "DELETE FROM outbox WHERE state <> 'signed' AND at_ms < ?",
    'DELETE FROM spendings WHERE day * 86400000 < ?',
    "DELETE FROM commands WHERE step IN ('settled', 'abandoned') AND at_ms < ?",
  ].map((sql) => database.prepare(sql));
  return {
    cursor: createCursorStore(database),
    observations: createObservationStore(database),
    attestations: createAttestationStore(database),
    outbox: createOutboxStore(database),
    commands: createCommandStore(database),
    spendings: createSpendingStore(database),
    prune: (olderThanMs) => inTransaction(database, () => prunes.forEach((prune) => prune.run(olderThanMs))),
    close: () => database.close(),
  };
}
