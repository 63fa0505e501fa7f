import { Direction } from '@cloudx3/proto';
import type { RecordKey } from '@cloudx3/proto';
import { hex, invalid, sha256, valid } from '../vector.ts';
import type { Vector } from '../vector.ts';
import type { SuiteId } from './seal.ts';
import { KEYS, PUBLIC_EPOCHS, SESSION_ID, commitment, digest, opening, recordKey } from './record-key.ts';

const [FIRST, BEHIND, SERVER] = KEYS as [RecordKey, RecordKey, RecordKey];
const { CLIENT } = Direction;
const OTHER_SESSION = { sessionId: sha256(SESSION_ID).slice(0, 16) };

/** Openings against what was committed to (rule PRX-7). */
export function openingVectors(): Vector[] {
  const fields = (
    committed: readonly RecordKey[],
    opened: readonly RecordKey[],
    suite: SuiteId = 0x1301,
  ) => ({
    suite,
    session_id: hex(SESSION_ID),
    public_epochs: PUBLIC_EPOCHS,
    commitment: hex(commitment(committed.map(digest), suite === 0x1302 ? 48 : 32)),
    opening: hex(opening(opened)),
  });
  /** Opens something else than it committed to. */
  const other = (name: string, opened: readonly RecordKey[]) =>
    invalid('PRX-7', name, 'proxy.opening', fields(KEYS, opened));
  /** Opens what it committed to, which is not what belongs there. */
  const misplaced = (name: string, keys: readonly RecordKey[], suite?: SuiteId) =>
    invalid('PRX-7', name, 'proxy.opening', fields(keys, keys, suite));
  const first = (change: Parameters<typeof recordKey>[2]) => [recordKey(CLIENT, 0, change), BEHIND, SERVER];
  const server = (change: Parameters<typeof recordKey>[2]) => [FIRST, BEHIND, recordKey(Direction.SERVER, 0, change)];
  const { key, iv } = FIRST;
  const { secret } = SERVER;
  const long = server({ secret: Uint8Array.of(...secret, ...secret.slice(16)) });
  return [
    valid('PRX-7', 'what was committed to', fields(KEYS, KEYS)),
    valid('PRX-7', 'a secret of 48 bytes, suite 0x1302', fields(long, long, 0x1302)),
    valid('PRX-7', 'a secret of 32 bytes, suite 0x1303', fields(KEYS, KEYS, 0x1303)),
    other('another key', first({ key: BEHIND.key })),
    other('a key with another IV', first({ iv: BEHIND.iv })),
    other('a key with another salt', first({ salt: BEHIND.salt })),
    other('another secret of the server', server({ secret: sha256(secret) })),
    other('the secret of the server with another salt', server({ salt: FIRST.salt })),
    other('the keys in another order', [BEHIND, FIRST, SERVER]),
    other('the server’s secret first', [SERVER, FIRST, BEHIND]),
    other('a key too few', [FIRST, BEHIND]),
    other('a key too much', [...KEYS, FIRST]),
    other('nothing', []),
    misplaced('the first key of another session', first(OTHER_SESSION)),
    misplaced('a key of the hidden epoch', [FIRST, recordKey(CLIENT, 1), SERVER]),
    misplaced('key and IV in the server’s place', server({ secret: new Uint8Array(), key, iv })),
    misplaced('key and IV beside the server’s secret', server({ key, iv })),
    misplaced('an IV beside the server’s secret', server({ iv })),
    misplaced('no secret of the server', server({ secret: new Uint8Array() })),
    misplaced('a secret of 31 bytes', server({ secret: secret.slice(1) })),
    misplaced('a secret of 33 bytes, the last of them zero', server({ secret: Uint8Array.of(...secret, 0) })),
    misplaced('a secret of 64 bytes', server({ secret: Uint8Array.of(...secret, ...secret) })),
    misplaced('a secret of 48 bytes, suite 0x1301', long),
    misplaced('a secret of 32 bytes, suite 0x1302', KEYS, 0x1302),
    misplaced('the secret of the server’s second epoch', [FIRST, BEHIND, recordKey(Direction.SERVER, 1)]),
    misplaced('a secret in the client’s place', first({ key: new Uint8Array(), iv: new Uint8Array(), secret })),
    misplaced('a secret beside a key of the client', first({ secret })),
    misplaced('a key of the client in the server’s place', [FIRST, BEHIND, recordKey(CLIENT, 4)]),
    misplaced('a key of the server in the client’s place', [SERVER, BEHIND, SERVER]),
    misplaced('a salt of 31 bytes', first({ salt: FIRST.salt.slice(1) })),
    misplaced('no salt', first({ salt: new Uint8Array() })),
  ];
}
