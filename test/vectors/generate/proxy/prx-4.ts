import { Direction } from '@cloudx3/proto';
import { hex, invalid, valid } from '../vector.ts';
import type { Vector } from '../vector.ts';
import { KEYS, PUBLIC_EPOCHS, commitment, digest, keyBytes, recordKey } from './record-key.ts';

/** What is committed to for one key, and the form of a commitment (rule PRX-4). */
export function commitmentVectors(): Vector[] {
  const hides = (name: string, key = KEYS[0]!) =>
    valid('PRX-4', name, { record_key: hex(keyBytes(key)), digest: hex(digest(key)) });
  const fields = (bytes: Uint8Array) => ({ public_epochs: PUBLIC_EPOCHS, commitment: hex(bytes) });
  const bad = (name: string, bytes: Uint8Array) => invalid('PRX-4', name, 'proxy.commitment', fields(bytes));
  const digests = KEYS.map(digest);
  return [
    hides('digest of the client’s first key', KEYS[0]),
    hides('digest of the client’s key behind a hole', KEYS[1]),
    hides('digest of the server’s secret', KEYS[2]),
    hides(
      'digest of a secret of 48 bytes',
      recordKey(Direction.SERVER, 0, { secret: new Uint8Array(48).fill(1) }),
    ),
    hides('digest of a key of 32 bytes', recordKey(Direction.CLIENT, 0, { key: new Uint8Array(32).fill(1) })),
    valid('PRX-4', 'commitment of a suite with SHA-256', fields(commitment(digests))),
    valid('PRX-4', 'commitment of a suite with SHA-384', fields(commitment(digests, 48))),
    bad('a digest too few', commitment(digests.slice(1))),
    bad('a digest too much', commitment([...digests, digests[0]!])),
    bad('no digest', commitment([])),
    bad('a digest of 31 bytes', commitment(digests.with(1, digests[1]!.slice(1)))),
    bad('a digest of 33 bytes', commitment(digests.with(2, Uint8Array.of(...digests[2]!, 0)))),
    bad('handshake secrets of 31 bytes', commitment(digests, 31)),
    bad('handshake secrets of no bytes', commitment(digests, 0)),
    bad('handshake secrets of two lengths', commitment(digests, 32, 48)),
  ];
}
