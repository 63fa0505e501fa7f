import { readAnswer, readRequest } from '@cloudx3/oracle-protocol';
import {
  MAX_BYTES,
  NotaryMessageSchema,
  ProtoError,
  ProverMessageSchema,
  create,
  decode,
  encode,
} from '@cloudx3/proto';
import type { MessageInitShape } from '@cloudx3/proto';
import {
  PostHandshakeReader,
  RecordReader,
  Tls13Client,
  Tls13Error,
  createTrustStore,
  readClientHello,
} from '@cloudx3/tls13';
import {
  defineOperation,
  evaluateResponse,
  readAttestation,
  readObservation,
  readOperation,
  readReport,
} from '@cloudx3/verifier-core';
import { seedsFrom } from './seeds.ts';

export interface FuzzTarget {
  readonly about: string;
  readonly seeds: () => Uint8Array[];
  /** Takes any bytes. Whatever it throws is a finding. */
  readonly run: (bytes: Uint8Array) => void;
}

const SERVER_NAME = 'vendor.example';
const operation = defineOperation({
  kind: 'read',
  name: 'fuzz/read',
  server: { name: SERVER_NAME },
  method: 'GET',
  target: '/x',
  conditions: [{ path: ['a'], present: true }],
  readings: { a: { unit: 'W', path: ['a'] }, b: { unit: 'W', path: [{ where: 'id', equals: 'x' }, 'b', 0] } },
  observedAt: { path: ['time'], format: 'rfc3339' },
  maxRequestBytes: 512,
  maxResponseBytes: 65_536,
});
const client = new Tls13Client(
  { serverName: SERVER_NAME, trust: createTrustStore({ roots: 'none' }) },
  { nowMs: () => 1_800_000_000_000, random: (length) => new Uint8Array(length).fill(7) },
);
const HELLO = client.start();
const TICKET = Uint8Array.of(...[4, 0, 0, 15], ...[0, 0, 14, 16], ...[1, 2, 3, 4], 0, 0, 2, 9, 9, 0, 0);

const BYTES = new Uint8Array(32).fill(5);
const PROVER_MESSAGES: NonNullable<MessageInitShape<typeof ProverMessageSchema>['kind']>[] = [
  {
    case: 'open',
    value: {
      request: {
        version: 1,
        network: { chainId: 'c', oracle: 'o' },
        notary: BYTES,
        nonce: BYTES,
        issuedAtMs: 1n,
      },
      signature: BYTES,
    },
  },
  {
    case: 'bind',
    value: {
      bind: {
        version: 1,
        sessionId: BYTES,
        params: [{ name: 'a', value: 'b' }],
        context: { purpose: { case: 'round', value: { feedId: 1, round: 2n } } },
      },
      signature: BYTES,
    },
  },
  {
    case: 'commitment',
    value: { clientHandshakeSecret: BYTES, serverHandshakeSecret: BYTES, recordKeys: [BYTES, BYTES] },
  },
  { case: 'finish', value: {} },
  {
    case: 'opening',
    value: { recordKeys: [{ sessionId: BYTES, epoch: 2, key: BYTES, iv: BYTES, salt: BYTES }] },
  },
];
const NOTARY_MESSAGES: NonNullable<MessageInitShape<typeof NotaryMessageSchema>['kind']>[] = [
  { case: 'grant', value: { sessionId: BYTES, maxRequestBytes: 512, idleTimeoutMs: 1_000 } },
  { case: 'bound', value: { sessionTimeMs: 1_800_000_000_000n } },
  { case: 'sealed', value: {} },
  { case: 'refusal', value: { code: 'limit.bytes', message: 'Too many.' } },
  { case: 'result', value: { attestation: { body: { version: 1, prover: BYTES } }, transcriptSalt: BYTES } },
];

/** Runs what may refuse with this class of error, and with no other. */
function refusing(expected: new (...args: never[]) => Error, run: () => void): void {
  try {
    run();
  } catch (error) {
    if (!(error instanceof expected)) throw error;
    if (error instanceof Tls13Error && error.code === 'tls.internal') throw error;
  }
}

function json(text: string): Uint8Array {
  const head = `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(text)}\r\n\r\n`;
  return Buffer.from(head + text);
}

/** Every decoder that faces a peer, a vendor or a server. */
export const TARGETS: Readonly<Record<string, FuzzTarget>> = {
  records: {
    about: 'TLS records of either direction (RFC 8446, section 5.1)',
    seeds: () => [
      HELLO,
      Uint8Array.of(23, 3, 3, 0, 17, ...new Uint8Array(17)),
      Uint8Array.of(20, 3, 3, 0, 1, 1),
    ],
    run: (bytes) =>
      refusing(Tls13Error, () => {
        const reader = new RecordReader();
        reader.push(bytes);
        while (reader.next() !== undefined);
      }),
  },
  hello: {
    about: 'a ClientHello, as a notary reads it before it forwards it',
    seeds: () => [HELLO],
    run: (bytes) =>
      refusing(Tls13Error, () => {
        const reader = new RecordReader();
        reader.push(bytes);
        const record = reader.next();
        if (record !== undefined) readClientHello(record, { serverName: SERVER_NAME });
      }),
  },
  handshake: {
    about: 'handshake messages after the handshake',
    seeds: () => [TICKET, Uint8Array.of(24, 0, 0, 1, 0)],
    run: (bytes) => refusing(Tls13Error, () => new PostHandshakeReader().receive(bytes)),
  },
  prover: {
    about: 'session messages of a prover',
    seeds: () =>
      PROVER_MESSAGES.map((kind) => encode(ProverMessageSchema, create(ProverMessageSchema, { kind }))),
    run: (bytes) =>
      refusing(ProtoError, () => void decode(ProverMessageSchema, bytes, MAX_BYTES.sessionMessage)),
  },
  notary: {
    about: 'session messages of a notary',
    seeds: () =>
      NOTARY_MESSAGES.map((kind) => encode(NotaryMessageSchema, create(NotaryMessageSchema, { kind }))),
    run: (bytes) =>
      refusing(ProtoError, () => void decode(NotaryMessageSchema, bytes, MAX_BYTES.sessionMessage)),
  },
  http: {
    about: 'HTTP responses (rules RES-*)',
    seeds: () => seedsFrom('http-response', 'response'),
    run: (bytes) => void evaluateResponse(operation, {}, bytes, 1_800_000_000_000n),
  },
  json: {
    about: 'JSON bodies and their selection (rules RES-4, SEL-*)',
    seeds: () =>
      [
        '{"a":1,"id":"x","time":"2026-01-01T00:00:00Z"}',
        '[{"id":"x","b":[-1.5e3]},{"id":"y","b":[]}]',
        '{"a":"\\ud83d\\ude00","a2":[[[[{}]]]],"time":1e400}',
      ].map(json),
    run: (bytes) => void evaluateResponse(operation, {}, bytes, 1_800_000_000_000n),
  },
  operation: {
    about: 'published operations (rules OP-*)',
    seeds: () => seedsFrom('operation', 'operation'),
    run: (bytes) => void readOperation(bytes),
  },
  attestation: {
    about: 'attestations (rule ATT-2)',
    seeds: () => seedsFrom('attestation', 'attestation'),
    run: (bytes) => void readAttestation(bytes),
  },
  observation: {
    about: 'observations (rule OBS-2)',
    seeds: () => seedsFrom('observation', 'observation'),
    run: (bytes) => void readObservation(bytes),
  },
  report: {
    about: 'reports (rule REP-1)',
    seeds: () => seedsFrom('report', 'report'),
    run: (bytes) => void readReport(bytes),
  },
  peer: {
    about: 'what peers ask and answer (rule RND-5)',
    seeds: () => seedsFrom('observation', 'observation'),
    run: (bytes) => {
      readRequest(bytes);
      readAnswer(bytes);
    },
  },
};
