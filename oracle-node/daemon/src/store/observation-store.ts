import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import { ObservationSchema, encode } from '@cloudx3/proto';
import { readObservation, unwrap } from '@cloudx3/verifier-core';
import { asAccepted } from '@cloudx3/oracle-protocol';
import type { AcceptedObservation } from '@cloudx3/oracle-protocol';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { ObservationStore } from './ports.ts';
import { blob, integer, text } from './rows.ts';

export function createObservationStore(database: DatabaseSync): ObservationStore {
  const insert = database.prepare('INSERT OR IGNORE INTO observations VALUES (?, ?, ?, ?, ?, ?, ?)');
  const ofRound = database.prepare(
    'SELECT id, bytes FROM observations WHERE feed_id = ? AND round = ? ORDER BY observer',
  );
  const insertEvidence = database.prepare('INSERT OR IGNORE INTO equivocations VALUES (?, ?, ?, ?, ?, ?)');
  const evidence = database.prepare(
    'SELECT feed_id, round, observer, at_ms FROM equivocations ORDER BY at_ms DESC LIMIT 1000',
  );
  const hasEvidence = database.prepare(
    'SELECT 1 FROM equivocations WHERE feed_id = ? AND round = ? AND observer = ?',
  );
  return {
    saveOnce({ feedId, round, observer, id, message }, own, atMs) {
      const bytes = encode(ObservationSchema, message);
      return insert.run(feedId, round, bytesToHex(observer), id, bytes, own ? 1 : 0, atMs).changes === 1;
    },
    ofRound: (feedId, round) => ofRound.all(feedId, round).map(readRow),
    saveEquivocation({ feedId, round, observer, first, second }, atMs) {
      const [one, other] = [encode(ObservationSchema, first), encode(ObservationSchema, second)];
      insertEvidence.run(feedId, round, bytesToHex(observer), one, other, atMs);
    },
    equivocations: () =>
      evidence.all().map((row) => ({
        feedId: integer(row, 'feed_id'),
        round: BigInt(integer(row, 'round')),
        observer: text(row, 'observer'),
        atMs: integer(row, 'at_ms'),
      })),
    hasEquivocation: (feedId, round, observer) => hasEvidence.get(feedId, round, observer) !== undefined,
  };
}

function readRow(row: Record<string, SQLOutputValue>): AcceptedObservation {
  return asAccepted(unwrap(readObservation(blob(row, 'bytes'))), blob(row, 'id'));
}
