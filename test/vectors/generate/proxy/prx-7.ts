import { Direction } from '@cloudx3/proto';
import type { RecordKey } from '@cloudx3/proto';
import { hex, invalid, sha256, valid } from '../vector.ts';
import type { Vector } from '../vector.ts';
import { KEYS, PUBLIC_EPOCHS, SESSION_ID, commitment, digest, opening, recordKey } from './record-key.ts';

const [FIRST, BEHIND, SERVER] = KEYS as [RecordKey, RecordKey, RecordKey];
const { CLIENT } = Direction;
const OTHER_SESSION = { sessionId: sha256(SESSION_ID).slice(0, 16) };

/** Openings against what was committed to (rule PRX-7). */
export function openingVectors(): Vector[] {
  const fields = (committed: readonly RecordKey[], opened: readonly RecordKey[]) => ({
    session_id: hex(SESSION_ID),
    public_epochs: PUBLIC_EPOCHS,
    commitment: hex(commitment(committed.map(digest))),
    opening: hex(opening(opened)),
  });
  /** Opens something else than it committed to. */
  const other = (name: string, opened: readonly RecordKey[]) =>
    invalid('PRX-7', name, 'proxy.opening', fields(KEYS, opened));
  /** Opens what it committed to, which is not what belongs there. */
  const misplaced = (name: string, keys: readonly RecordKey[]) =>
    invalid('PRX-7', name, 'proxy.opening', fields(keys, keys));
  const first = (change: Parameters<typeof recordKey>[2]) => [recordKey(CLIENT, 0, change), BEHIND, SERVER];
  return [
    valid('PRX-7', 'the keys that were committed to', fields(KEYS, KEYS)),
    other('another key', first({ key: BEHIND.key })),
    other('a key with another IV', first({ iv: BEHIND.iv })),
    other('a key with another salt', first({ salt: BEHIND.salt })),
    other('another key of the server', [FIRST, BEHIND, { ...SERVER, key: FIRST.key }]),
    other('the keys in another order', [BEHIND, FIRST, SERVER]),
    other('the server’s key first', [SERVER, FIRST, BEHIND]),
    other('a key too few', [FIRST, BEHIND]),
    other('a key too much', [...KEYS, FIRST]),
    other('nothing', []),
    misplaced('the first key of another session', first(OTHER_SESSION)),
    misplaced('a key of the hidden epoch', [FIRST, recordKey(CLIENT, 1), SERVER]),
    misplaced('a key of the client in the server’s place', [FIRST, BEHIND, recordKey(CLIENT, 4)]),
    misplaced('a key of the server in the client’s place', [SERVER, BEHIND, SERVER]),
    misplaced('a salt of 31 bytes', first({ salt: FIRST.salt.slice(1) })),
    misplaced('no salt', first({ salt: new Uint8Array() })),
  ];
}
