import { Tls13Error } from '../errors.ts';
import { concat, uint } from '../presentation/writer.ts';

/** RFC 8446 section 4. */
export const HANDSHAKE_TYPE = {
  client_hello: 1,
  server_hello: 2,
  new_session_ticket: 4,
  end_of_early_data: 5,
  encrypted_extensions: 8,
  certificate: 11,
  certificate_request: 13,
  certificate_verify: 15,
  finished: 20,
  key_update: 24,
  message_hash: 254,
} as const;

const HEADER_LENGTH = 4;
/** Genuine certificate messages have 1 to 6 KB; the limits only keep hostile ones small. */
export const MAX_MESSAGE = 65_536;
export const MAX_HANDSHAKE = 262_144;

export interface HandshakeMessage {
  readonly type: number;
  readonly body: Uint8Array;
  /** Header and body: what goes into the transcript. */
  readonly bytes: Uint8Array;
}

export function encodeMessage(type: number, ...body: readonly Uint8Array[]): Uint8Array {
  const content = concat(...body);
  return concat(uint(1, type), uint(3, content.length), content);
}

/**
 * RFC 8446 section 5.1: puts handshake messages together from the contents of records, of which each may hold a part of
 * a message, or many. One reader serves one direction from its first to its last message, so that the sum is bounded.
 */
export class MessageReader {
  #chunks: Uint8Array[] = [];
  #length = 0;
  #needed = HEADER_LENGTH;
  #total = 0;

  /** Whether a message has begun that is not complete. */
  get hasFragment(): boolean {
    return this.#length > 0;
  }

  push(content: Uint8Array): void {
    this.#total += content.length;
    if (this.#total > MAX_HANDSHAKE) throw new Tls13Error('tls.handshake.limits');
    this.#chunks.push(content);
    this.#length += content.length;
  }

  next(): HandshakeMessage | undefined {
    if (this.#length < this.#needed) return undefined;
    // Chunks are joined when the header is whole and when the message is: fragments of one byte stay cheap.
    const pending = this.#join();
    const [type = 0, high = 0, middle = 0, low = 0] = pending;
    this.#needed = HEADER_LENGTH + high * 65_536 + middle * 256 + low;
    if (this.#needed > MAX_MESSAGE) throw new Tls13Error('tls.handshake.limits');
    if (pending.length < this.#needed) return undefined;
    const bytes = pending.subarray(0, this.#needed);
    const rest = pending.subarray(this.#needed);
    this.#chunks = rest.length > 0 ? [rest] : [];
    this.#length = rest.length;
    this.#needed = HEADER_LENGTH;
    return { type, body: bytes.subarray(HEADER_LENGTH), bytes };
  }

  #join(): Uint8Array {
    const pending = concat(...this.#chunks);
    this.#chunks = [pending];
    return pending;
  }
}
