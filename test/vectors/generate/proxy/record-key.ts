import {
  Direction,
  ProxyCommitmentSchema,
  ProxyOpeningSchema,
  RecordKeySchema,
  create,
  encode,
} from '@cloudx3/proto';
import type { MessageInitShape, RecordKey } from '@cloudx3/proto';
import { digestOf, sha256, utf8 } from '../vector.ts';

export const SESSION_ID = sha256(utf8('session')).slice(0, 16);
/** Epochs of a request with one hole whose keys are opened. */
export const PUBLIC_EPOCHS = [0, 2];

type Change = Partial<Exclude<MessageInitShape<typeof RecordKeySchema>, RecordKey>>;

/** What opens an epoch, with changes: key and IV of the client, a secret of the server. They and the salt follow from direction and epoch. */
export function recordKey(direction: Direction, epoch: number, change: Change = {}): RecordKey {
  const bytes = (what: string, length: number) =>
    sha256(utf8(`${what} ${Direction[direction]} ${epoch}`)).slice(0, length);
  const own =
    direction === Direction.SERVER
      ? { secret: bytes('secret', 32) }
      : { key: bytes('key', 16), iv: bytes('iv', 12) };
  const salt = bytes('salt', 32);
  return create(RecordKeySchema, { sessionId: SESSION_ID, direction, epoch, ...own, salt, ...change });
}

/** What a commitment is of, in its order: keys of the client's public epochs, then the server's secret. */
export const KEYS = [
  ...PUBLIC_EPOCHS.map((epoch) => recordKey(Direction.CLIENT, epoch)),
  recordKey(Direction.SERVER, 0),
];

export const keyBytes = (key: RecordKey) => encode(RecordKeySchema, key);
export const digest = (key: RecordKey) => digestOf('recordKey', keyBytes(key));

/** Bytes of a commitment with these digests; handshake secrets of 32 bytes unless said. */
export function commitment(recordKeys: readonly Uint8Array[], client = 32, server = client): Uint8Array {
  const secret = (length: number) => new Uint8Array(length).fill(7);
  return encode(
    ProxyCommitmentSchema,
    create(ProxyCommitmentSchema, {
      clientHandshakeSecret: secret(client),
      serverHandshakeSecret: secret(server),
      recordKeys: [...recordKeys],
    }),
  );
}

export function opening(recordKeys: readonly RecordKey[]): Uint8Array {
  return encode(ProxyOpeningSchema, create(ProxyOpeningSchema, { recordKeys: [...recordKeys] }));
}
