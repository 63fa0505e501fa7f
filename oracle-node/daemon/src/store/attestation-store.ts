import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import type { AttestationStore, StoredAttestation } from './ports.ts';
import { blob, text } from './rows.ts';

export function createAttestationStore(database: DatabaseSync): AttestationStore {
  const insert = database.prepare('INSERT OR IGNORE INTO attestations VALUES (?, ?, ?, ?, ?, ?)');
  const byPurpose = database.prepare('SELECT * FROM attestations WHERE purpose = ? ORDER BY at_ms, id');
  const byId = database.prepare('SELECT * FROM attestations WHERE id = ?');
  return {
    save({ id, purpose, notary, bytes, opening }, atMs) {
      insert.run(id, purpose, notary, bytes, opening, atMs);
    },
    byPurpose: (purpose) => byPurpose.all(purpose).map(readAttestation),
    byId(id) {
      const row = byId.get(id);
      return row === undefined ? undefined : readAttestation(row);
    },
  };
}

function readAttestation(row: Record<string, SQLOutputValue>): StoredAttestation {
  return {
    id: text(row, 'id'),
    purpose: text(row, 'purpose'),
    notary: text(row, 'notary'),
    bytes: blob(row, 'bytes'),
    opening: blob(row, 'opening'),
  };
}
