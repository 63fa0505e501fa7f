import {
  Direction,
  MAX_BYTES,
  Mode,
  NotaryMessageSchema,
  ProverMessageSchema,
  SessionBindSchema,
  SessionRequestSchema,
  create,
  decode,
  domainDigest,
  encode,
} from '@cloudx3/proto';
import type { MessageInitShape } from '@cloudx3/proto';
import { defineOperation, publicKeyOf, signDigest } from '@cloudx3/verifier-core';
import {
  FIRST_STATE,
  NEXT_STATE,
  checkCommitment,
  checkRequest,
  keyPlaces,
  readFrame,
  step,
} from '@cloudx3/notary/testing';
import type { SessionState } from '@cloudx3/notary/testing';
import { protoGrammar } from '../grammar/proto.ts';
import { spliced } from '../grammar/bytes.ts';
import type { Random } from '../harness/random.ts';
import { ACCEPTED } from '../harness/target.ts';
import type { FuzzTarget } from '../harness/target.ts';
import { codeOf, refusalNow } from './refusal.ts';

const NOW_MS = 1_800_000_000_000;
const BYTES = new Uint8Array(32).fill(5);
const PROVER_KEY = new Uint8Array(32).fill(3);
const PROVER = publicKeyOf(PROVER_KEY);
const SESSION_ID = new Uint8Array(16).fill(4);
const OPERATION = defineOperation({
  kind: 'read',
  name: 'fuzz/read',
  server: { name: 'vendor.example' },
  method: 'GET',
  target: '/x?id={a}',
  parameters: { a: { type: 'token', charset: 'alphanumeric', minLength: 1, maxLength: 8 } },
  readings: { p: { unit: 'W', path: ['p'] } },
  maxRequestBytes: 512,
  maxResponseBytes: 1_024,
});
const LIMITS = {
  maxSessions: 2,
  maxSessionsPerOperator: 1,
  maxRequestBytes: 512,
  maxResponseBytes: 1_024,
  onlineTimeoutMs: 1_000,
};
const SITE = {
  network: { chainId: 'c', oracle: 'o' },
  notary: BYTES,
  modes: new Map([
    [Mode.MPC, { mode: 'mpc' as const, limits: LIMITS, keepsConnection: false }],
    [Mode.PROXY, { mode: 'proxy' as const, limits: LIMITS, keepsConnection: true }],
  ]),
};

const REQUEST = create(SessionRequestSchema, {
  version: 1,
  network: SITE.network,
  notary: BYTES,
  prover: PROVER,
  operationId: OPERATION.id,
  mode: Mode.PROXY,
  nonce: new Uint8Array(16).fill(1),
  issuedAtMs: BigInt(NOW_MS),
  expiresAtMs: BigInt(NOW_MS + 60_000),
});
const signRequest = signDigest(
  domainDigest('sessionRequest', encode(SessionRequestSchema, REQUEST)),
  PROVER_KEY,
);

function bind(context: NonNullable<MessageInitShape<typeof SessionBindSchema>['context']>) {
  const message = create(SessionBindSchema, {
    version: 1,
    sessionId: SESSION_ID,
    params: [{ name: 'a', value: 'b' }],
    subject: 'ucx1device',
    context,
  });
  const digest = domainDigest('sessionBind', encode(SessionBindSchema, message));
  return { bind: message, signature: signDigest(digest, PROVER_KEY) };
}

const PROVER_MESSAGES: NonNullable<MessageInitShape<typeof ProverMessageSchema>['kind']>[] = [
  { case: 'open', value: { request: REQUEST, signature: signRequest } },
  { case: 'bind', value: bind({ purpose: { case: 'round', value: { feedId: 1, round: 2n } } }) },
  { case: 'bind', value: bind({ purpose: { case: 'probe', value: BYTES } }) },
  {
    case: 'bind',
    value: bind({ purpose: { case: 'command', value: { devices: 'ucx1devices', commandId: 1n } } }),
  },
  {
    case: 'commitment',
    value: { clientHandshakeSecret: BYTES, serverHandshakeSecret: BYTES, recordKeys: [BYTES, BYTES, BYTES] },
  },
  { case: 'finish', value: {} },
  {
    case: 'opening',
    value: {
      recordKeys: [
        { sessionId: SESSION_ID, direction: Direction.CLIENT, epoch: 2, key: BYTES, iv: BYTES, salt: BYTES },
        { sessionId: SESSION_ID, direction: Direction.SERVER, secret: BYTES, salt: BYTES },
      ],
    },
  },
];
const NOTARY_MESSAGES: NonNullable<MessageInitShape<typeof NotaryMessageSchema>['kind']>[] = [
  { case: 'grant', value: { sessionId: SESSION_ID, maxRequestBytes: 512, idleTimeoutMs: 1_000 } },
  { case: 'bound', value: { sessionTimeMs: BigInt(NOW_MS) } },
  { case: 'sealed', value: {} },
  { case: 'refusal', value: { code: 'limit.bytes', message: 'Too many.' } },
  { case: 'result', value: { attestation: { body: { version: 1, prover: PROVER } }, transcriptSalt: BYTES } },
];

const CONTROL = Uint8Array.of(0);

/** A frame: mostly a control frame with this message, now and then of another kind, too long, or empty. */
function frame(random: Random, message: Uint8Array): Uint8Array {
  const data = spliced(message, 0, 0, CONTROL);
  if (random.once(20)) data[0] = random.below(4);
  if (random.once(200)) return spliced(data, data.length, 0, new Uint8Array(MAX_BYTES.sessionMessage));
  return random.once(50) ? data.subarray(0, random.below(2)) : data;
}

export const PROVER_SIDE: FuzzTarget = {
  about: 'what a prover says: frames, session messages, and the notary’s rules for them (SES-*)',
  shallow: ['proto.malformed', 'proto.not_canonical', 'session.malformed', 'session.frame_too_large'],
  deep: 0.4,
  prepare: () => {
    const seeds = PROVER_MESSAGES.map((kind) =>
      encode(ProverMessageSchema, create(ProverMessageSchema, { kind })),
    );
    const grammar = protoGrammar(ProverMessageSchema, seeds);
    return (random) => {
      // Mostly a session as it should go, up to the message that is changed.
      const [opened, round, nonce, command, ...carried] = seeds;
      const usual = [opened, random.pick([round, nonce, command] as const), ...carried];
      const frames = Array.from({ length: 1 + random.below(5) }, (_, i) => {
        const message = !random.once(3) && usual[i] !== undefined ? usual[i] : grammar(random);
        return frame(random, message);
      });
      const isBinary = !random.once(100);
      const first = random.once(2) ? NEXT_STATE : FIRST_STATE;
      return {
        run: () => session(first, frames, isBinary),
        show: () => frames.map((bytes) => Buffer.from(bytes).toString('hex')).join(' '),
      };
    };
  },
};

/** A session as the notary runs it, as far as it goes without a network: the rules of each step, and the state that follows. */
function session(first: SessionState, frames: readonly Uint8Array[], isBinary: boolean): string {
  let state = first;
  for (const data of frames) {
    const read = readFrame(data, isBinary);
    if (!read.ok) return read.code;
    if (read.frame.kind !== 'control') return 'stream';
    try {
      const message = decode(ProverMessageSchema, read.frame.bytes, MAX_BYTES.sessionMessage);
      const next = step(state, { type: 'message', message }, NOW_MS);
      state = next.state;
      for (const effect of next.effects) {
        if (effect.type === 'refuse') return effect.refusal.code;
        if (effect.type === 'check') {
          const checked = checkRequest(effect.request, SITE, NOW_MS);
          if (!checked.ok) return checked.refusal.code;
          const admitted = {
            request: checked.request,
            mode: checked.mode,
            operation: OPERATION,
            sessionId: SESSION_ID,
            release: () => undefined,
          };
          state = step(state, { type: 'ready', admitted }, NOW_MS).state;
          state = step(state, { type: 'setup_done' }, NOW_MS).state;
        }
        if (effect.type === 'tell' && effect.message.case === 'commitment') {
          const refusal = checkCommitment(effect.message.value, keyPlaces([0, 2]));
          if (refusal !== undefined) return refusal.code;
        }
      }
    } catch (error) {
      return codeOf(error);
    }
  }
  return `${ACCEPTED}: ${state.at}`;
}

export const NOTARY_SIDE: FuzzTarget = {
  about: 'what a notary says: session messages, as a prover reads them',
  shallow: ['proto.malformed'],
  deep: 0.4,
  prepare: () => {
    const seeds = NOTARY_MESSAGES.map((kind) =>
      encode(NotaryMessageSchema, create(NotaryMessageSchema, { kind })),
    );
    const grammar = protoGrammar(NotaryMessageSchema, seeds);
    return (random) => {
      const data = frame(random, grammar(random));
      return {
        run: () => {
          const read = readFrame(data, true);
          if (!read.ok) return read.code;
          return refusalNow(() => decode(NotaryMessageSchema, read.frame.bytes, MAX_BYTES.sessionMessage));
        },
        show: () => Buffer.from(data).toString('hex'),
      };
    };
  },
};
