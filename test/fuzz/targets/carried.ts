import {
  Direction,
  ProxyCommitmentSchema,
  ProxyOpeningSchema,
  ProtoError,
  create,
  decode,
  encode,
  ContextSchema,
} from '@cloudx3/proto';
import { NotaryError } from '@cloudx3/notary';
import { Tls13Error, sealRecord } from '@cloudx3/tls13';
import { defineOperation, renderRequest, requestSegments, unwrap, checkParams } from '@cloudx3/verifier-core';
import {
  ClientGate,
  HelloGate,
  ServerTap,
  commitTo,
  keyPlaces,
  makeStatement,
  planRecords,
  publicEpochs,
  readSealed,
  recordKey,
} from '@cloudx3/notary/testing';
import type { PlannedRecord } from '@cloudx3/notary/testing';
import { SERVER_NAME } from '../grammar/certificate.ts';
import { cut, mutateBytes } from '../grammar/bytes.ts';
import { protoGrammar } from '../grammar/proto.ts';
import { recordTree, stream } from '../grammar/records.ts';
import { EXTENSIONS } from '../grammar/tls.ts';
import { join, mutateTree, serialize } from '../grammar/tree.ts';
import type { Random } from '../harness/random.ts';
import { ACCEPTED } from '../harness/target.ts';
import type { FuzzTarget } from '../harness/target.ts';
import { KEYS, SECRETS as SERVER_SECRETS, SUITES, inners, sealed } from './application.ts';
import type { Inner } from './application.ts';
import { genuineHello, recordsIn } from './client-hello.ts';

const SESSION_ID = new Uint8Array(16).fill(4);
const SALT = new Uint8Array(32).fill(6);
const OPERATION = defineOperation({
  kind: 'read',
  name: 'fuzz/read',
  server: { name: SERVER_NAME },
  method: 'POST',
  target: '/x?id={id}',
  headers: { authorization: 'Bearer {!token}' },
  contentType: 'application/x-www-form-urlencoded',
  body: 'key={!key}&more=1',
  parameters: { id: { type: 'token', charset: 'alphanumeric', minLength: 1, maxLength: 8 } },
  holes: {
    token: { charset: 'unreserved', minLength: 16, maxLength: 16 },
    key: { charset: 'unreserved', minLength: 8, maxLength: 12 },
  },
  readings: { a: { unit: 'W', path: ['a'] } },
  maxRequestBytes: 512,
  maxResponseBytes: 2_048,
});
const PARAMS = { id: 'x1' };
const SECRETS = { token: 'T'.repeat(16), key: 'K'.repeat(10) };
const PLAN = planRecords(unwrap(requestSegments(OPERATION, PARAMS)));
const PLACES = keyPlaces(publicEpochs(PLAN));
const RESPONSE = Buffer.from('HTTP/1.1 200 OK\r\ncontent-length: 7\r\n\r\n{"a":1}');
const KEY_UPDATE = Uint8Array.of(24, 0, 0, 1, 0);

const { bytes: REQUEST, holes: HOLES } = unwrap(renderRequest(OPERATION, PARAMS, SECRETS));

/** The request in pieces, known and hidden in turn. */
const SEGMENTS = [0, ...HOLES.flatMap(({ start, end }) => [start, end]), REQUEST.length]
  .map((from, i, bounds) => REQUEST.subarray(from, bounds[i + 1]))
  .slice(0, -1);

const ADDRESS = '203.0.113.7';
const HASH = new Uint8Array(32).fill(1);

type SuiteId = (typeof SUITES)[number];

/** Keys of a client's epoch: each its own. */
function epochKeys(suite: SuiteId, epoch: number, keepsOld = false): { key: Uint8Array; iv: Uint8Array } {
  // Attack A8: no key was changed behind the hole, and the key that is committed to is the hidden one, two records on.
  if (keepsOld && epoch > 0 && epoch % 2 === 0) {
    const { key, iv } = epochKeys(suite, epoch - 1);
    return { key, iv: iv.with(-1, (iv.at(-1) ?? 0) ^ 2) };
  }
  return { key: KEYS[suite].key.map((byte) => byte + 7 * (epoch + 1)), iv: KEYS[suite].iv };
}

/** What a client sends in place of one planned record: that record, mostly. */
function clientRecord(
  random: Random,
  { suite, keepsOld }: { readonly suite: SuiteId; readonly keepsOld: boolean },
  planned: PlannedRecord,
  index: number,
): Uint8Array {
  const isUpdate = planned.kind === 'key_update';
  const genuine = isUpdate ? KEY_UPDATE : (SEGMENTS[planned.epoch] ?? REQUEST);
  const sequence = isUpdate ? 1 : 0;
  const keys = epochKeys(suite, planned.epoch, keepsOld);
  const seal = (
    content: Uint8Array,
    type: number = isUpdate ? 22 : 23,
    padding = planned.padding,
  ): Uint8Array => sealRecord(suite, keys, sequence, type, content, padding);
  if (!random.once(10)) return seal(genuine);
  switch (random.below(7)) {
    case 0:
      return seal(genuine, random.pick([20, 21, 22, 23, 0] as const));
    case 1:
      return seal(genuine.subarray(0, Math.max(0, genuine.length - 2)), undefined, planned.padding + 2);
    case 2:
      return seal(mutateBytes(random, genuine));
    case 3:
      return sealRecord(
        suite,
        epochKeys(suite, Math.max(0, planned.epoch - 1)),
        2 + (index % 2),
        23,
        genuine,
      );
    case 4:
      return mutateBytes(random, seal(genuine));
    case 5:
      return seal(random.bytes(genuine.length));
    default:
      return join([seal(genuine), seal(genuine)]);
  }
}

export const SEALED: FuzzTarget = {
  about:
    'a carried session as it is opened: records of both directions, commitment and opening (PRX-5 to PRX-8)',
  shallow: ['proto.malformed', 'proto.not_canonical', 'proxy.opening', 'proxy.commitment'],
  deep: 0.5,
  prepare: () => (random) => {
    const suite = random.pick(SUITES);
    const keepsOld = random.once(16);
    const sentKeys = PLACES.map((place) => {
      const disclosed =
        place.direction === Direction.SERVER
          ? { secret: SERVER_SECRETS[suite] }
          : epochKeys(suite, place.epoch, keepsOld);
      return recordKey(SESSION_ID, place, disclosed, SALT);
    });
    const opening = encode(ProxyOpeningSchema, create(ProxyOpeningSchema, { recordKeys: sentKeys }));
    const opened = random.once(5) ? protoGrammar(ProxyOpeningSchema, [opening])(random) : opening;
    const client = join(PLAN.map((planned, i) => clientRecord(random, { suite, keepsOld }, planned, i)));
    const contents: Inner[] = random.once(2)
      ? inners(random, RESPONSE)
      : [
          { type: 23, content: RESPONSE, padding: 0 },
          { type: 21, content: Uint8Array.of(1, 0), padding: 0 },
        ];
    const server = sealed(random, suite, contents);
    const serverEnded = random.once(3);
    return {
      run: () => {
        try {
          return open({ suite, opened, client, server, serverEnded, digests: sentKeys.map(commitTo) });
        } catch (error) {
          return refusalOf(error);
        }
      },
      show: () => [opened, client, server].map((bytes) => Buffer.from(bytes).toString('hex')).join(' '),
    };
  },
};

interface Carried {
  readonly suite: SuiteId;
  readonly opened: Uint8Array;
  readonly client: Uint8Array;
  readonly server: Uint8Array;
  readonly serverEnded: boolean;
  readonly digests: readonly Uint8Array[];
}

function open({ suite, opened, client, server, serverEnded, digests }: Carried): string {
  const gate = new ClientGate(PLAN);
  for (const record of recordsIn(client)) {
    const refusal = gate.check(record);
    if (refusal !== undefined) return refusal.code;
  }
  if (!gate.complete) return 'unfinished';
  const audit = {
    suite,
    path: { leafSpkiSha256: HASH, anchorSpkiSha256: HASH, customCa: false },
    alpn: 'http/1.1',
    clientApplicationStart: 0,
    serverApplicationStart: 0,
  };
  const transcript = readSealed(
    {
      operation: OPERATION,
      sessionId: SESSION_ID,
      places: PLACES,
      plan: PLAN,
      digests,
      audit,
      secretLength: SERVER_SECRETS[suite].length,
      clientRecords: gate.records,
      serverRecords: recordsIn(server),
      serverEnded,
      address: ADDRESS,
      onlineAtMs: 1,
    },
    decode(ProxyOpeningSchema, opened, 65_536),
  );
  const statement = makeStatement(STATEMENT, transcript, SALT);
  return statement.ok ? ACCEPTED : statement.refusal.code;
}

const STATEMENT = {
  network: { chainId: 'c', oracle: 'o' },
  notary: new Uint8Array(33).fill(2),
  mode: 'proxy' as const,
  prover: new Uint8Array(33).fill(3),
  sessionId: SESSION_ID,
  sessionTimeMs: 1,
  operation: OPERATION,
  params: unwrap(checkParams(OPERATION, PARAMS)),
  ...{ subject: '', rowSubjects: [] },
  context: create(ContextSchema, { purpose: { case: 'probe', value: SALT } }),
};

/** The refusals of the notary carry their code; what has none was not foreseen. */
function refusalOf(error: unknown): string {
  if (error instanceof Tls13Error && error.code === 'tls.internal') throw error;
  if (error instanceof Tls13Error || error instanceof ProtoError || error instanceof NotaryError)
    return error.code;
  throw error;
}

export const GATES: FuzzTarget = {
  about: 'what a prover sends before its commitment, and what the notary reads of the server (PRX-3, PRX-4)',
  shallow: ['tls.record.type', 'tls.hello.decode'],
  deep: 0.5,
  prepare: () => {
    const hello = genuineHello();
    const commitments = protoGrammar(ProxyCommitmentSchema, [
      encode(
        ProxyCommitmentSchema,
        create(ProxyCommitmentSchema, {
          clientHandshakeSecret: HASH,
          serverHandshakeSecret: HASH,
          recordKeys: [HASH, HASH, HASH, HASH],
        }),
      ),
    ]);
    return (random) => {
      const records = Array.from({ length: 1 + random.below(5) }, (_, i) => early(random, hello, i));
      const pieces = cut(random, random.once(8) ? mutateBytes(random, join(records)) : join(records));
      const limit = random.once(10) ? 64 : 65_536;
      const commitment = commitments(random);
      return {
        run: () => {
          try {
            decode(ProxyCommitmentSchema, commitment, 65_536);
          } catch (error) {
            refusalOf(error);
          }
          try {
            const tap = new ServerTap(limit);
            for (const piece of pieces) tap.push(piece);
            const gate = new HelloGate(SERVER_NAME);
            for (const record of tap.records) {
              const verdict = gate.check(record);
              if (verdict.act === 'refuse') return verdict.refusal.code;
            }
            return `${ACCEPTED}: ${gate.held.length} held`;
          } catch (error) {
            return refusalOf(error);
          }
        },
        show: () => pieces.map((piece) => Buffer.from(piece).toString('hex')).join(' '),
      };
    };
  },
};

function early(random: Random, hello: ReturnType<typeof genuineHello>, index: number): Uint8Array {
  const kind = index === 0 && !random.once(8) ? 0 : random.below(6);
  switch (kind) {
    case 0:
      return stream(
        recordTree(22, random.once(3) ? mutateTree(random, hello, EXTENSIONS) : serialize(hello), [
          3,
          index === 0 ? 1 : 3,
        ]),
      );
    case 1:
    case 2:
      return stream(recordTree(20, Uint8Array.of(1)));
    case 3:
    case 4:
      return stream(recordTree(23, random.bytes(17 + random.below(60))));
    default:
      return stream(recordTree(random.pick([21, 22, 23] as const), random.bytes(1 + random.below(30))));
  }
}
