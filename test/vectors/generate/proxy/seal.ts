import { createCipheriv, createHmac } from 'node:crypto';
import { hex, sha256, utf8 } from '../vector.ts';

/** Content types of TLS (RFC 8446, section 5.1). */
export const ALERT = 21;
export const HANDSHAKE = 22;
export const DATA = 23;

const CIPHERS = {
  0x1301: { name: 'aes-128-gcm', keyLength: 16, hash: 'sha256', hashLength: 32 },
  0x1302: { name: 'aes-256-gcm', keyLength: 32, hash: 'sha384', hashLength: 48 },
  0x1303: { name: 'chacha20-poly1305', keyLength: 32, hash: 'sha256', hashLength: 32 },
} as const;
export type SuiteId = keyof typeof CIPHERS;

export interface Keys {
  readonly key: Uint8Array;
  readonly iv: Uint8Array;
}

/** Key and IV of this name. */
export function keysOf(suite: SuiteId, name: string): Keys {
  const { keyLength } = CIPHERS[suite];
  return {
    key: sha256(utf8(`key ${name}`)).slice(0, keyLength),
    iv: sha256(utf8(`iv ${name}`)).slice(0, 12),
  };
}

/** A traffic secret of this name, as long as the suite's hash. */
export function secretOf(suite: SuiteId, name: string): Uint8Array {
  const [first, second] = [`secret ${name}`, `more of secret ${name}`].map((text) => sha256(utf8(text)));
  return Uint8Array.of(...first!, ...second!).slice(0, CIPHERS[suite].hashLength);
}

/** RFC 8446, section 7.3. */
export function keysFrom(suite: SuiteId, secret: Uint8Array): Keys {
  const { keyLength } = CIPHERS[suite];
  return { key: expandLabel(suite, secret, 'key', keyLength), iv: expandLabel(suite, secret, 'iv', 12) };
}

/** The secret behind a KeyUpdate (section 7.2). */
export function nextSecret(suite: SuiteId, secret: Uint8Array): Uint8Array {
  return expandLabel(suite, secret, 'traffic upd', CIPHERS[suite].hashLength);
}

/** HKDF-Expand-Label (section 7.1) without context, of at most one block: then HKDF-Expand is one HMAC (RFC 5869, section 2.3). */
function expandLabel(suite: SuiteId, secret: Uint8Array, label: string, length: number): Uint8Array {
  const full = utf8(`tls13 ${label}`);
  const info = Uint8Array.of(0, length, full.length, ...full, 0);
  const block = createHmac(CIPHERS[suite].hash, secret).update(info).update(Uint8Array.of(1)).digest();
  return Uint8Array.from(block.subarray(0, length));
}

/** What a record holds, the type of it inside, and zeros behind it. */
export interface Content {
  readonly type: number;
  readonly content: Uint8Array;
  readonly padding?: number;
  /** Whether the next record is sealed with the keys of the next epoch. */
  readonly changesKeys?: boolean;
}

/** A whole record, sealed by OpenSSL as RFC 8446, section 5.2, has it, in hex. */
export function seal(
  suite: SuiteId,
  { key, iv }: Keys,
  sequence: number,
  { type, content, padding = 0 }: Content,
): string {
  const inner = Buffer.concat([content, Uint8Array.of(type), new Uint8Array(padding)]);
  const header = Buffer.of(DATA, 3, 3, 0, 0);
  header.writeUInt16BE(inner.length + 16, 3);
  // One signature for all AEADs; the typings have one for each.
  const cipher = createCipheriv(CIPHERS[suite].name as 'aes-128-gcm', key, nonce(iv, sequence), {
    authTagLength: 16,
  });
  cipher.setAAD(header, { plaintextLength: inner.length });
  const sealed = Buffer.concat([cipher.update(inner), cipher.final()]);
  return hex(Buffer.concat([header, sealed, cipher.getAuthTag()]));
}

/** Section 5.3: the sequence number, as wide as the IV, goes into it by exclusive or. */
export function nonce(iv: Uint8Array, sequence: number): Uint8Array {
  const bytes = Uint8Array.from(iv);
  bytes[11] = (bytes[11] ?? 0) ^ sequence;
  return bytes;
}
