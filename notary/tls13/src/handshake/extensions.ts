import { Tls13Error } from '../errors.ts';
import type { Tls13ErrorCode } from '../errors.ts';
import type { Reader } from '../presentation/reader.ts';
import { uint, vector } from '../presentation/writer.ts';

/** RFC 8446 section 4.2: the extensions that mean something here. */
export const EXTENSION = {
  server_name: 0,
  supported_groups: 10,
  signature_algorithms: 13,
  alpn: 16,
  record_size_limit: 28,
  pre_shared_key: 41,
  early_data: 42,
  supported_versions: 43,
  cookie: 44,
  psk_key_exchange_modes: 45,
  signature_algorithms_cert: 50,
  key_share: 51,
} as const;

export type Extensions = ReadonlyMap<number, Uint8Array>;

export function encodeExtension(type: number, ...data: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat([uint(2, type), vector(2, ...data)]);
}

/** Reads `Extension extensions<0..2^16-1>`: each type at most once, in any order. */
export function readExtensions(
  reader: Reader,
  duplicate: Tls13ErrorCode = 'tls.handshake.extension_duplicate',
): Extensions {
  const found = new Map<number, Uint8Array>();
  reader.list(2, (item) => {
    const type = item.uint(2);
    if (found.has(type)) throw new Tls13Error(duplicate);
    found.set(type, item.vector(2));
  });
  return found;
}

/**
 * What a server may answer: only what the client asked for (else unsupported_extension), and of that only what the
 * table of section 4.2 has for this message (else illegal_parameter).
 */
export function checkAnswered(
  answered: Extensions,
  offered: { has(type: number): boolean },
  allowed: readonly number[],
  unasked: readonly number[] = [],
): void {
  for (const type of answered.keys()) {
    if (!offered.has(type) && !unasked.includes(type))
      throw new Tls13Error('tls.handshake.extension_unsolicited');
    if (!allowed.includes(type)) throw new Tls13Error('tls.handshake.extension_misplaced');
  }
}
