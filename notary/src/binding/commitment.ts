import { Direction, RecordKeySchema, create, domainDigest, encode, equalBytes } from '@cloudx3/proto';
import type { ProxyCommitment, ProxyOpening, RecordKey } from '@cloudx3/proto';
import type { TrafficKeys } from '@cloudx3/tls13';
import { refuse, refused } from '../session/refusals.ts';
import type { Refusal, Refused } from '../session/refusals.ts';

const SALT_BYTES = 32;
const DIGEST_BYTES = 32;
/** Lengths of SHA-256 and SHA-384, which are those of every traffic secret (RFC 8446, section 7.1). */
const SECRET_BYTES: ReadonlySet<number> = new Set([32, 48]);

/** Which epochs a commitment is of, in its order (rule PRX-4): the client's public ones, then the server's first, from which its later ones follow. */
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

/** What opens an epoch (rule PRX-4): of the client its key and IV, since a secret of the client would open what is hidden; of the server its secret. */
export type Disclosed = Pick<TrafficKeys, 'key' | 'iv'> | { readonly secret: Uint8Array };

/** What is committed to for one epoch. `salt` is 32 random bytes. */
export function recordKey(
  sessionId: Uint8Array,
  place: KeyPlace,
  disclosed: Disclosed,
  salt: Uint8Array,
): RecordKey {
  return create(RecordKeySchema, { sessionId, ...place, ...disclosed, salt });
}

/** Rule PRX-4: hides the key or secret, and fits no other, epoch, direction or session. */
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

/** Key and IV of a public epoch of the client. */
export interface OpenedKey extends TrafficKeys {
  readonly epoch: number;
}

/** What a prover has opened: all that is needed to read the session but for what is hidden. */
export interface OpenedSession {
  readonly clientKeys: readonly OpenedKey[];
  /** server_application_traffic_secret_0, as long as the suite's hash. */
  readonly serverSecret: Uint8Array;
}

export type CheckedOpening = ({ readonly ok: true } & OpenedSession) | Refused;

/** What an opening is held against. */
export interface Committed {
  readonly sessionId: Uint8Array;
  readonly digests: readonly Uint8Array[];
  /** Of every traffic secret of the session's suite, in bytes. */
  readonly secretLength: number;
}

/** Rule PRX-7: each key, and the server's secret, is the one that was committed to, of this session and of its own place. */
export function checkOpening(
  { recordKeys }: ProxyOpening,
  places: readonly KeyPlace[],
  committed: Committed,
): CheckedOpening {
  const isGood =
    recordKeys.length === places.length &&
    recordKeys.every((opened, i) => isCommitted(opened, places[i], committed.digests[i], committed));
  const serverSecret = recordKeys.at(-1)?.secret;
  if (!isGood || serverSecret === undefined) return refused(refuse('proxy.opening'));
  return { ok: true, clientKeys: recordKeys.slice(0, -1), serverSecret };
}

function isCommitted(
  opened: RecordKey,
  place: KeyPlace | undefined,
  digest: Uint8Array | undefined,
  { sessionId, secretLength }: Committed,
): boolean {
  return (
    opened.direction === place?.direction &&
    opened.epoch === place.epoch &&
    isKind(opened, secretLength) &&
    opened.salt.length === SALT_BYTES &&
    equalBytes(opened.sessionId, sessionId) &&
    digest !== undefined &&
    equalBytes(commitTo(opened), digest)
  );
}

/**
 * Rule PRX-4: key and IV of the client, and the secret of the server. Only among secrets of one length is each a key of its own for HMAC, which
 * fills short ones up with zeros and hashes long ones (RFC 2104).
 */
function isKind({ direction, key, iv, secret }: RecordKey, secretLength: number): boolean {
  const keyBytes = key.length + iv.length;
  return direction === Direction.SERVER
    ? secret.length === secretLength && keyBytes === 0
    : secret.length === 0;
}
