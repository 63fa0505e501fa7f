import { Tls13Error } from '../errors.ts';
import type { Tls13ErrorCode } from '../errors.ts';
import {
  CONTENT_TYPE,
  HEADER_LENGTH,
  LEAST_CIPHERTEXT,
  LEGACY_RECORD_VERSION,
  MAX_CIPHERTEXT,
  MAX_PLAINTEXT,
} from './content-type.ts';

/** One record as it went over the wire. */
export interface TlsRecord {
  /** Content type of the header. */
  readonly type: number;
  /** The five bytes in front, which are the additional data of a protected record. */
  readonly header: Uint8Array;
  /** What follows the header of five bytes. */
  readonly payload: Uint8Array;
  /** Where the record begins and ends in the stream, in bytes from its start. */
  readonly start: number;
  readonly end: number;
}

/** Shared by all readers in which nothing is pending: it has no byte that could be written. */
const NO_BYTES = new Uint8Array(0);

/**
 * RFC 8446 section 5.1: cuts one direction of a connection into records, strictly. A header is judged as soon as it is
 * there, so that a stream which is not TLS fails at once, and no more is kept than was pushed and not yet taken.
 */
export class RecordReader {
  #buffer = NO_BYTES;
  #from = 0;
  #to = 0;
  #offset = 0;
  #failure: Tls13Error | undefined;

  /** Bytes that were pushed and belong to no complete record yet. */
  get pending(): number {
    return this.#to - this.#from;
  }

  /** Takes bytes as they come, in any pieces. */
  push(bytes: Uint8Array): void {
    if (this.#to + bytes.length > this.#buffer.length) this.#makeRoom(bytes.length);
    this.#buffer.set(bytes, this.#to);
    this.#to += bytes.length;
  }

  /** The next whole record, or undefined if more bytes are needed. Throws, and keeps throwing, at the first fault. */
  next(): TlsRecord | undefined {
    if (this.#failure !== undefined) throw this.#failure;
    if (this.pending < HEADER_LENGTH) return undefined;
    const fault = faultOf(this.#buffer.subarray(this.#from, this.#from + HEADER_LENGTH));
    if (fault !== undefined) throw (this.#failure = new Tls13Error(fault));
    const total = HEADER_LENGTH + lengthOf(this.#buffer.subarray(this.#from));
    if (this.pending < total) return undefined;
    const bytes = this.#buffer.slice(this.#from, this.#from + total);
    const [header, payload] = [bytes.subarray(0, HEADER_LENGTH), bytes.subarray(HEADER_LENGTH)];
    if (header[0] === CONTENT_TYPE.change_cipher_spec && payload[0] !== 1) {
      throw (this.#failure = new Tls13Error('tls.change_cipher_spec'));
    }
    const start = this.#offset;
    this.#from += total;
    this.#offset += total;
    if (this.#from === this.#to) this.#release();
    return { type: header[0] ?? 0, header, payload, start, end: this.#offset };
  }

  /** Nothing is pending: a connection that waits holds nothing. */
  #release(): void {
    this.#from = this.#to = 0;
    this.#buffer = NO_BYTES;
  }

  #makeRoom(more: number): void {
    const pending = this.#buffer.subarray(this.#from, this.#to);
    const needed = pending.length + more;
    // What comes in one piece mostly ends there too. Doubling keeps byte-by-byte delivery linear.
    const buffer = new Uint8Array(pending.length === 0 ? needed : needed * 2);
    buffer.set(pending);
    this.#buffer = buffer;
    this.#from = 0;
    this.#to = pending.length;
  }
}

/** Section 5.1: what every record of TLS 1.3 must say, but for a first ClientHello, which may say 0x0301. */
export function isExactVersion({ header }: Pick<TlsRecord, 'header'>): boolean {
  return header[1] === LEGACY_RECORD_VERSION >> 8 && header[2] === (LEGACY_RECORD_VERSION & 0xff);
}

function lengthOf(header: Uint8Array): number {
  return (header[3] ?? 0) * 256 + (header[4] ?? 0);
}

/** What is wrong with a record's header, cheapest rule first. */
function faultOf(header: Uint8Array): Tls13ErrorCode | undefined {
  const [type, major, minor] = header;
  const length = lengthOf(header);
  switch (type) {
    case CONTENT_TYPE.change_cipher_spec:
      if (length !== 1) return 'tls.change_cipher_spec';
      break;
    case CONTENT_TYPE.alert:
    case CONTENT_TYPE.handshake:
      if (length > MAX_PLAINTEXT) return 'tls.record.overflow';
      if (length === 0) return 'tls.record.empty';
      break;
    case CONTENT_TYPE.application_data:
      if (length > MAX_CIPHERTEXT) return 'tls.record.overflow';
      if (length < LEAST_CIPHERTEXT) return 'tls.record.empty';
      break;
    default:
      return 'tls.record.type';
  }
  // What an older server says in front of the alert by which it refuses TLS 1.3 is let through, to be told from noise.
  const older = major === 3 && (minor ?? 0) < 4 && type !== CONTENT_TYPE.application_data;
  return older || isExactVersion({ header }) ? undefined : 'tls.record.version';
}
