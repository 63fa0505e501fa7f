import {
  AttestationBodySchema,
  AttestationSchema,
  create,
  encode,
  MAX_BYTES,
  ObservationSchema,
  PathEvidenceSchema,
  ReportSchema,
} from '@cloudx3/proto';
import { buildReport } from '@cloudx3/verifier-core';
import { attestation, FEED, must, NOTARIES, observation, OPERATORS, proxied } from './bodies.ts';
import { POWER } from './operations.ts';
import { hex, invalid, utf8, valid } from './vector.ts';
import type { Vector } from './vector.ts';

const NOT = 'proto.not_canonical';
const MALFORMED = 'proto.malformed';

/** Rules ENC-1 and ENC-2. Which of malformed and not canonical a reader says may differ between codecs: both mean refused. */
export function canonicalVectors(): Vector[] {
  const operator = must(OPERATORS[0]);
  const one = attestation(must(NOTARIES[0]), operator);
  const seen = observation(operator, [one]);
  const kinds: readonly (readonly [message: string, bytes: Uint8Array, max: number])[] = [
    ['operation', POWER.bytes, MAX_BYTES.operation],
    ['attestation', encode(AttestationSchema, one), MAX_BYTES.attestation],
    ['observation', encode(ObservationSchema, seen), MAX_BYTES.observation],
    ['report', encode(ReportSchema, buildReport(FEED, [seen])), MAX_BYTES.report],
  ];
  return [...kinds.flatMap(([message, bytes, max]) => vectorsOf(message, bytes, max)), ...bodyVectors()];
}

function vectorsOf(message: string, bytes: Uint8Array, max: number): Vector[] {
  const bad = (name: string, code: typeof NOT | typeof MALFORMED, ...changed: Uint8Array[]) =>
    invalid('ENC-2', `${message}: ${name}`, code, { message, bytes: hex(join(...changed)) });
  const isNested = message === 'attestation' || message === 'observation';
  // Field 1 is the version, `08 01`, where the message has one; else it is the body.
  const versioned = isNested
    ? []
    : [
        bad('version written twice', NOT, bytes.slice(0, 2), bytes),
        bad('version in a longer varint', NOT, Uint8Array.of(0x08, 0x81, 0x00), bytes.slice(2)),
        bad('version after the rest', NOT, bytes.slice(2), bytes.slice(0, 2)),
        bad('version beyond 32 bits', NOT, Uint8Array.of(0x08, 0x81, 0x80, 0x80, 0x80, 0x10), bytes.slice(2)),
        bad('version with another wire type', MALFORMED, Uint8Array.of(0x0d, 1, 0, 0, 0), bytes.slice(2)),
      ];
  return [
    valid('ENC-1', `${message}: canonical`, { message, bytes: hex(bytes) }),
    bad('an unknown field at the end', NOT, bytes, Uint8Array.of(0xb8, 0x3e, 0x01)),
    bad('cut off', MALFORMED, bytes.slice(0, -1)),
    bad('field number 0', MALFORMED, bytes, Uint8Array.of(0x00, 0x00)),
    bad('a group', NOT, bytes, Uint8Array.of(0xbb, 0x3e, 0xbc, 0x3e)),
    bad('a group without its end', MALFORMED, bytes, Uint8Array.of(0xbb, 0x3e)),
    bad('a varint without its end', MALFORMED, bytes, Uint8Array.of(0xb8, 0x3e, 0xff)),
    invalid('ENC-2', `${message}: longer than its limit`, 'proto.too_large', {
      message,
      // Bytes of one value, so that the file stays small: `length` zero bytes.
      zeros: max + 1,
    }),
    ...versioned,
  ];
}

/** What can go wrong inside: written defaults, unpacked lists, text that is not UTF-8. On attestations, whose body is field 1. */
function bodyVectors(): Vector[] {
  const operator = must(OPERATORS[0]);
  const { body, signature } = attestation(must(NOTARIES[0]), operator);
  const wrapped = (bytes: Uint8Array) =>
    join(
      Uint8Array.of(0x0a, ...varint(bytes.length)),
      bytes,
      encode(AttestationSchema, create(AttestationSchema, { signature })),
    );
  const bytes = encode(AttestationBodySchema, body);
  const bad = (
    name: string,
    changed: Uint8Array,
    message = 'attestation',
    code: typeof NOT | typeof MALFORMED = NOT,
  ) => invalid('ENC-2', `${message}: ${name}`, code, { message, bytes: hex(changed) });
  const subject = utf8(body.subject);
  const at = Buffer.from(bytes).indexOf(Buffer.from(subject));
  const notText = bytes.slice();
  notText[at] = 0xff;
  const unpacked = Uint8Array.of(0x60, 0xc8, 0x01);
  const statuses = Buffer.from(POWER.bytes).indexOf(Buffer.from([0x62, 0x02, 0xc8, 0x01]));
  return [
    bad('false written', wrapped(join(bytes, Uint8Array.of(0x80, 0x01, 0x00)))),
    bad('true written as 2', wrapped(join(bytes, Uint8Array.of(0x80, 0x01, 0x02)))),
    bad('zero written', wrapped(insertBefore(bytes, body.transcriptCommitment, Uint8Array.of(0x60, 0x00)))),
    bad('text that is not UTF-8', wrapped(notText), 'attestation', MALFORMED),
    bad('body in two pieces', join(wrappedOnly(bytes.slice(0, 2)), wrapped(bytes.slice(2)))),
    bad(
      'unpacked list',
      join(POWER.bytes.slice(0, statuses), unpacked, POWER.bytes.slice(statuses + 4)),
      'operation',
    ),
    bad(
      'packed list in two pieces',
      join(POWER.bytes.slice(0, statuses), Uint8Array.of(0x62, 0x00), POWER.bytes.slice(statuses)),
      'operation',
    ),
    bad('unpacked segments of a path', wrapped(unpackedSegments())),
  ];
}

/** A body in PROXY mode, which ends with its path, with the last list of that written number by number. */
function unpackedSegments(): Uint8Array {
  const body = attestation(must(NOTARIES[0]), must(OPERATORS[0]), proxied()).body;
  const bytes = encode(AttestationBodySchema, body);
  const packed = Uint8Array.of(0x42, 0x04, 43, 40, 0xfb, 0x01);
  const unpacked = Uint8Array.of(0x40, 43, 0x40, 40, 0x40, 0xfb, 0x01);
  const path = must(body.path);
  const length = encode(PathEvidenceSchema, path).length;
  const head = bytes.slice(0, -length - 1);
  return join(head, Uint8Array.of(length + 1), bytes.slice(-length, -packed.length), unpacked);
}

function wrappedOnly(bytes: Uint8Array): Uint8Array {
  return Uint8Array.of(0x0a, ...varint(bytes.length), ...bytes);
}

/** The commitment is field 14: its tag and length stand in the two bytes before it. */
function insertBefore(bytes: Uint8Array, commitment: Uint8Array, inserted: Uint8Array): Uint8Array {
  const at = Buffer.from(bytes).indexOf(Buffer.from(commitment)) - 2;
  return join(bytes.slice(0, at), inserted, bytes.slice(at));
}

function varint(value: number): number[] {
  return value < 128 ? [value] : [(value & 127) | 128, ...varint(value >> 7)];
}

function join(...parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}
