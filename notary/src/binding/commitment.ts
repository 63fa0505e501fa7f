import { Direction, RecordKeySchema, create, domainDigest, encode, equalBytes } from '@cloudx3/proto';
import type { ProxyCommitment, ProxyOpening, RecordKey } from '@cloudx3/proto';
import { refuse, refused } from '../session/refusals.ts';
import type { Refusal, Refused } from '../session/refusals.ts';

const SALT_BYTES = 32;
const DIGEST_BYTES = 32;
/** Lengths of SHA-256 and SHA-384, which are those of every traffic secret (RFC 8446, section 7.1). */
const SECRET_BYTES: ReadonlySet<number> = new Set([32, 48]);

/** Which keys a commitment is of, in its order (rule PRX-4): the client's public epochs, then the server's one. */
export interface KeyPlace {
  readonly direction: Direction.CLIENT | Direction.SERVER;
  readonly epoch: number;
}

/** The places of a request with these public epochs. */
export function keyPlaces(publicEpochs: readonly number[]): readonly KeyPlace[] {
  return [
    ...publicEpochs.map((epoch) => ({ direction: Direction.CLIENT as const, epoch })),
    { direction: Direction.SERVER, epoch: 0 },
  ];
}

/** What is committed to for one epoch. `salt` is 32 random bytes. */
export function recordKey(
  sessionId: Uint8Array,
  place: KeyPlace,
  keys: { readonly key: Uint8Array; readonly iv: Uint8Array },
  salt: Uint8Array,
): RecordKey {
  return create(RecordKeySchema, { sessionId, ...place, key: keys.key, iv: keys.iv, salt });
}

/** Rule PRX-4: hides the key, and fits no other key, epoch, direction or session. */
export function commitTo(key: RecordKey): Uint8Array {
  return domainDigest('recordKey', encode(RecordKeySchema, key));
}

/** Rule PRX-4 by its shape: one digest for each key, and secrets of a possible length. */
export function checkCommitment(
  commitment: ProxyCommitment,
  places: readonly KeyPlace[],
): Refusal | undefined {
  const { clientHandshakeSecret, serverHandshakeSecret, recordKeys } = commitment;
  const good =
    recordKeys.length === places.length &&
    recordKeys.every((digest) => digest.length === DIGEST_BYTES) &&
    SECRET_BYTES.has(clientHandshakeSecret.length) &&
    clientHandshakeSecret.length === serverHandshakeSecret.length;
  return good ? undefined : refuse('proxy.commitment');
}

export interface OpenedKey extends KeyPlace {
  readonly key: Uint8Array;
  readonly iv: Uint8Array;
}

export type OpenedKeys = { readonly ok: true; readonly keys: readonly OpenedKey[] } | Refused;

/** Rule PRX-7: each key is the one that was committed to, of this session and of its own place. */
export function checkOpening(
  { recordKeys }: ProxyOpening,
  places: readonly KeyPlace[],
  committed: { readonly sessionId: Uint8Array; readonly digests: readonly Uint8Array[] },
): OpenedKeys {
  const other = refused(refuse('proxy.opening'));
  if (recordKeys.length !== places.length) return other;
  const keys: OpenedKey[] = [];
  for (const [i, { direction, epoch }] of places.entries()) {
    const opened = recordKeys[i];
    const digest = committed.digests[i];
    if (opened === undefined || digest === undefined) return other;
    const isOfPlace =
      opened.direction === direction &&
      opened.epoch === epoch &&
      opened.salt.length === SALT_BYTES &&
      equalBytes(opened.sessionId, committed.sessionId);
    if (!isOfPlace || !equalBytes(commitTo(opened), digest)) return other;
    keys.push({ direction, epoch, key: opened.key, iv: opened.iv });
  }
  return { ok: true, keys };
}
