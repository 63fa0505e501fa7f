import { hex, digestOf, invalid, sha256, utf8, valid } from '../vector.ts';
import type { Vector } from '../vector.ts';

const SALT = sha256(utf8('salt'));
const SENT = utf8('GET /v1/power?key=\0\0\0\0\0\0\0\0 HTTP/1.1\r\nhost: api.example.com\r\n\r\n');
const RECEIVED = utf8('HTTP/1.1 200 OK\r\ncontent-length: 7\r\n\r\n{"a":1}');
const NONE = new Uint8Array();

interface Transcript {
  readonly salt: Uint8Array;
  readonly sent: Uint8Array;
  readonly received: Uint8Array;
}
const GOOD: Transcript = { salt: SALT, sent: SENT, received: RECEIVED };

/** Openings of a commitment (rule ATT-3), in which the bytes of holes are zero. */
export function transcriptVectors(): Vector[] {
  const opens = (name: string, opening: Transcript) =>
    valid('ATT-3', name, fieldsOf(opening, committed(opening)));
  const differs = (name: string, change: Partial<Transcript>) =>
    invalid('ATT-3', name, 'attestation.opening', fieldsOf({ ...GOOD, ...change }, committed(GOOD)));
  const otherwise = (name: string, commitment: Uint8Array, opening = GOOD) =>
    invalid('ATT-3', name, 'attestation.opening', fieldsOf(opening, commitment));
  const all = Uint8Array.of(...SENT, ...RECEIVED);
  const short = { ...GOOD, salt: SALT.slice(1) };
  return [
    opens('a request with a hole, and its response', GOOD),
    opens('nothing received', { ...GOOD, received: NONE }),
    opens('nothing at all', { ...GOOD, sent: NONE, received: NONE }),
    opens('more than 65,535 bytes sent', { ...GOOD, sent: new Uint8Array(70_000).fill(0x61) }),
    differs('another salt', { salt: sha256(SALT) }),
    differs('bytes in the hole', { sent: SENT.map((byte) => (byte === 0 ? 0x4b : byte)) }),
    differs('another byte received', {
      received: utf8('HTTP/1.1 200 OK\r\ncontent-length: 7\r\n\r\n{"a":2}'),
    }),
    differs('a byte less received', { received: RECEIVED.slice(0, -1) }),
    differs('a byte of what was sent among what was received', {
      sent: all.slice(0, SENT.length - 1),
      received: all.slice(SENT.length - 1),
    }),
    differs('sent and received exchanged', { sent: RECEIVED, received: SENT }),
    otherwise('salt of 31 bytes', committed(short), short),
    otherwise('length in little-endian order', committed(GOOD, u32(SENT.length).reverse())),
    otherwise('length left out', committed(GOOD, NONE)),
    otherwise('under another domain', digestOf('attestation', joined(GOOD, u32(SENT.length)))),
  ];
}

/** The commitment by the rule's own words; `length` is what stands there for the length of what was sent. */
function committed(transcript: Transcript, length = u32(transcript.sent.length)): Uint8Array {
  return digestOf('transcript', joined(transcript, length));
}

function joined({ salt, sent, received }: Transcript, length: Uint8Array): Uint8Array {
  return new Uint8Array(Buffer.concat([salt, length, sent, received]));
}

function u32(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
}

function fieldsOf({ salt, sent, received }: Transcript, commitment: Uint8Array): Record<string, unknown> {
  return { salt: hex(salt), sent: hex(sent), received: hex(received), commitment: hex(commitment) };
}
