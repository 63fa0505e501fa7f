import { createCipheriv, createDecipheriv, createSecretKey } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { Tls13Error } from '../errors.ts';
import { IV_LENGTH, offeredSuite, TAG_LENGTH } from '../keys/suites.ts';
import type { TrafficKeys } from '../keys/traffic-keys.ts';
import { concat, uint } from '../presentation/writer.ts';
import { CONTENT_TYPE, LEGACY_RECORD_VERSION, MAX_PLAINTEXT } from './content-type.ts';
import type { TlsRecord } from './record-reader.ts';

/** What a protected record held. */
export interface OpenedRecord {
  /** The type inside, which is not that of the record. */
  readonly type: number;
  /** Without type and padding. */
  readonly content: Uint8Array;
  /** Zero bytes behind the content (RFC 8446 section 5.4). */
  readonly paddingLength: number;
}

/**
 * Opens a protected record (RFC 8446 sections 5.2 to 5.4). Undefined if it does not authenticate under these keys and
 * this sequence number; throws if it does, and what is in it is no content: then the peer itself is at fault.
 */
export function openRecord(
  suite: number,
  keys: TrafficKeys,
  sequence: number,
  { type, header, payload }: TlsRecord,
): OpenedRecord | undefined {
  if (type !== CONTENT_TYPE.application_data || payload.length <= TAG_LENGTH) return undefined;
  const { cipher, keyLength } = offeredSuite(suite);
  if (keys.key.length !== keyLength || keys.iv.length !== IV_LENGTH) return undefined;
  const tagAt = payload.length - TAG_LENGTH;
  // The typings have one signature for all AEADs of a kind; the options are the same for the three.
  const decipher = createDecipheriv(cipher as 'aes-128-gcm', secret(keys), nonce(keys.iv, sequence), {
    authTagLength: TAG_LENGTH,
  });
  decipher.setAAD(header);
  decipher.setAuthTag(payload.subarray(tagAt));
  const inner = decipher.update(payload.subarray(0, tagAt));
  try {
    decipher.final();
  } catch {
    return undefined;
  }
  return unpad(inner);
}

/** Seals at most 2^14 bytes of content. The result is the whole record. */
export function sealRecord(
  suite: number,
  keys: TrafficKeys,
  sequence: number,
  type: number,
  content: Uint8Array,
  paddingLength = 0,
): Uint8Array {
  const inner = concat(content, uint(1, type), new Uint8Array(paddingLength));
  const header = recordHeader(CONTENT_TYPE.application_data, inner.length + TAG_LENGTH);
  const cipher = createCipheriv(
    offeredSuite(suite).cipher as 'aes-128-gcm',
    secret(keys),
    nonce(keys.iv, sequence),
    {
      authTagLength: TAG_LENGTH,
    },
  );
  cipher.setAAD(header);
  const sealed = cipher.update(inner);
  cipher.final();
  return concat(header, sealed, cipher.getAuthTag());
}

/** A record in the clear (section 5.1). */
export function plainRecord(type: number, content: Uint8Array, version = LEGACY_RECORD_VERSION): Uint8Array {
  return concat(recordHeader(type, content.length, version), content);
}

function recordHeader(type: number, length: number, version = LEGACY_RECORD_VERSION): Uint8Array {
  return concat(uint(1, type), uint(2, version), uint(2, length));
}

/** Node takes plain bytes too, but asks by an exception whether they are a key, which costs four times what the cipher does. */
function secret({ key }: TrafficKeys): KeyObject {
  return createSecretKey(key);
}

/** Section 5.3: the sequence number, padded to the left, xor the IV. Sequence numbers stay far below 2^32 here. */
function nonce(iv: Uint8Array, sequence: number): Uint8Array {
  if (!Number.isSafeInteger(sequence) || sequence < 0) throw new Tls13Error('tls.record.sequence');
  const bytes = Uint8Array.from(iv);
  for (let i = bytes.length - 1, rest = sequence; rest > 0; i--, rest = Math.floor(rest / 256)) {
    bytes[i] = (bytes[i] ?? 0) ^ (rest % 256);
  }
  return bytes;
}

function unpad(inner: Uint8Array): OpenedRecord {
  if (inner.length > MAX_PLAINTEXT + 1) throw new Tls13Error('tls.record.overflow');
  let at = inner.length - 1;
  while (at >= 0 && inner[at] === 0) at--;
  if (at < 0) throw new Tls13Error('tls.record.padding');
  return { type: inner[at] ?? 0, content: inner.subarray(0, at), paddingLength: inner.length - 1 - at };
}
