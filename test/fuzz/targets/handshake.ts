import { sign } from 'node:crypto';
import {
  HandshakeVerifier,
  RETRY_RANDOM,
  Transcript,
  encodeClientHello,
  encodeFinished,
  plainRecord,
  readClientHelloMessage,
  signedContent,
  trafficKeys,
} from '@cloudx3/tls13/testing';
import type { HandshakeStep } from '@cloudx3/tls13/testing';
import { RecordReader, createTrustStore, sealRecord } from '@cloudx3/tls13';
import type { ClientHello, Suite, TrafficKeys } from '@cloudx3/tls13';
import {
  AUTHORITY,
  CHAIN,
  NOW_MS,
  ROOT,
  SERVER_NAME,
  pemOf,
  BODIES,
  PUBLIC_KEYS,
  signed,
} from '../grammar/certificate.ts';
import {
  EXTENSIONS,
  MESSAGE,
  STRAY_MESSAGES,
  TICKET,
  message,
  number16,
  vector,
  extension,
} from '../grammar/tls.ts';
import { join, leaf, mutateTree, serialize } from '../grammar/tree.ts';
import type { Tree } from '../grammar/tree.ts';
import type { Random } from '../harness/random.ts';
import { ACCEPTED } from '../harness/target.ts';
import type { FuzzTarget, Trial } from '../harness/target.ts';
import { refusal } from './refusal.ts';

const HANDSHAKE = 22;
const ALERT = 21;
const CHANGE_CIPHER_SPEC = 20;
const ED25519 = 0x0807;
const X25519 = 0x001d;
const P384 = 0x0018;
const COOKIE = [1, 2, 3] as const;

const random32 = new Uint8Array(32).fill(5);
const hello = {
  random: random32,
  sessionId: new Uint8Array(32).fill(6),
  serverName: SERVER_NAME,
  alpn: ['http/1.1'],
};
// Both ends' secrets are given here, as they are disclosed to a notary: what a message says is looked at, not how keys are agreed on.
const share = (group: 'x25519' | 'secp384r1', length: number) => ({
  group,
  publicKey: new Uint8Array(length).fill(9),
  agree: () => random32,
});
const FIRST = helloOf(encodeClientHello({ ...hello, shares: [share('x25519', 32)] }));
const SECOND = helloOf(
  encodeClientHello({ ...hello, shares: [share('secp384r1', 97)], cookie: Uint8Array.from(COOKIE) }),
);

function helloOf(bytes: Uint8Array): ClientHello {
  return readClientHelloMessage({ type: MESSAGE.clientHello, body: bytes.subarray(4), bytes });
}

function serverHello(randomBytes: Uint8Array, ...extensions: readonly Tree[]): Tree {
  return message(
    MESSAGE.serverHello,
    number16(0x0303),
    leaf(randomBytes),
    vector(1, leaf(hello.sessionId)),
    number16(0x1301),
    leaf([0]),
    vector(2, extension(43, number16(0x0304)), ...extensions),
  );
}

/** Servers with keys of other kinds, which nobody has: their CertificateVerify is read, and is not good. */
const OTHER_CHAINS: readonly Tree[] = PUBLIC_KEYS.slice(0, 3)
  .filter((_, i) => i !== 1)
  .map((key) => {
    const body = { ...BODIES.leaf, content: (BODIES.leaf.content as readonly Tree[]).with(6, key) };
    const leafDer = signed(serialize(body), AUTHORITY.intermediate);
    return certificateMessage([leafDer, ...CHAIN.slice(1)]);
  });

function certificateMessage(chain: readonly Uint8Array[]): Tree {
  return message(
    MESSAGE.certificate,
    vector(1),
    vector(3, ...chain.flatMap((der) => [vector(3, leaf(der)), vector(2)])),
  );
}

/** RFC 8446, section 4.1.3: what a server that knows TLS 1.3 puts into an older answer. */
const DOWNGRADED = leaf(new Uint8Array(24), Buffer.from('DOWNGRD'), [1]);

const OLDER = message(
  MESSAGE.serverHello,
  number16(0x0303),
  DOWNGRADED,
  vector(1, leaf(hello.sessionId)),
  number16(0x1301),
  leaf([0]),
  vector(2),
);

/** The messages of a server, of which one is to be changed. */
const SEEDS = {
  helloRetry: serverHello(
    RETRY_RANDOM,
    extension(51, number16(P384)),
    extension(44, vector(2, leaf([...COOKIE]))),
  ),
  serverHello: serverHello(
    random32,
    extension(51, number16(X25519), vector(2, leaf(new Uint8Array(32).fill(9)))),
  ),
  secondHello: serverHello(
    random32,
    extension(51, number16(P384), vector(2, leaf(new Uint8Array(97).fill(9)))),
  ),
  encryptedExtensions: message(
    MESSAGE.encryptedExtensions,
    vector(
      2,
      extension(0),
      extension(10, vector(2, number16(X25519))),
      extension(16, vector(2, vector(1, leaf(Buffer.from('http/1.1'))))),
    ),
  ),
  certificate: certificateMessage(CHAIN),
} as const;

type Focus =
  | 'helloRetry'
  | 'serverHello'
  | 'encryptedExtensions'
  | 'certificate'
  | 'certificateVerify'
  | 'finished'
  | 'flight';

/** A server that says what it is told to, under the right keys and in a transcript of what it really said. */
class Server {
  readonly #transcript = new Transcript();
  #suite: Suite | undefined;
  #keys: TrafficKeys | undefined;
  #sequence = 0;

  /** Ends what was said in the clear. */
  choose(suite: Suite): void {
    this.#suite = suite;
    this.#keys = keysOf(suite);
  }

  heard(bytes: Uint8Array): void {
    this.#transcript.add(bytes);
  }

  said(bytes: Uint8Array): void {
    this.#transcript.add(bytes);
  }

  /** Whether there are keys now; then the hash of the transcript is that of the suite. */
  chosen(): boolean {
    if (this.#suite !== undefined) this.#transcript.choose(this.#suite);
    return this.#suite !== undefined;
  }

  retried(suite: Suite, bytes: Uint8Array): void {
    this.#transcript.replaceFirstHello(suite);
    this.#transcript.add(bytes);
  }

  digest(): Uint8Array {
    return this.#transcript.digest();
  }

  get secret(): Uint8Array {
    return new Uint8Array(this.#suite?.hashLength ?? 32).fill(8);
  }

  certificateVerify(): Tree {
    const signature = sign(null, signedContent(this.digest()), AUTHORITY.leaf);
    return message(MESSAGE.certificateVerify, number16(ED25519), vector(2, leaf(signature)));
  }

  finished(): Tree {
    if (this.#suite === undefined) return message(MESSAGE.finished, leaf(random32));
    const bytes = encodeFinished(this.#suite, this.secret, this.digest());
    return message(MESSAGE.finished, leaf(bytes.subarray(4)));
  }

  record(type: number, content: Uint8Array, paddingLength = 0): Uint8Array {
    if (this.#suite === undefined || this.#keys === undefined) return plainRecord(type, content);
    return sealRecord(this.#suite.id, this.#keys, this.#sequence++, type, content, paddingLength);
  }
}

const KEYS = new Map<Suite, TrafficKeys>();

/** Keys of a secret that is always the same, worked out once. */
function keysOf(suite: Suite): TrafficKeys {
  const known = KEYS.get(suite) ?? trafficKeys(suite, new Uint8Array(suite.hashLength).fill(8));
  KEYS.set(suite, known);
  return known;
}

/** How one input deviates from a handshake as it should be. */
interface Plan {
  readonly focus: Focus;
  readonly retry: boolean;
  readonly random: Random;
}

/** Runs one handshake up to its end or its refusal. */
async function run(
  { focus, retry, random }: Plan,
  trust: ReturnType<typeof createTrustStore>,
): Promise<string> {
  const server = new Server();
  const reader = new RecordReader();
  const verifier = new HandshakeVerifier(
    { serverName: SERVER_NAME, trust },
    {
      nowMs: () => NOW_MS,
      trafficSecrets: ({ suite }) => {
        server.choose(suite);
        const secret = new Uint8Array(suite.hashLength).fill(8);
        return { client: secret, server: secret };
      },
    },
  );
  const feed = async (bytes: Uint8Array): Promise<HandshakeStep> => {
    reader.push(bytes);
    let last: HandshakeStep = { kind: 'more' };
    for (let record = reader.next(); record !== undefined; record = reader.next())
      last = await verifier.receive(record);
    return last;
  };
  const say = (name: Focus, tree: Tree): Uint8Array =>
    name === focus ? mutateTree(random, tree, POOLS[name] ?? STRAY_MESSAGES) : serialize(tree);
  const chaos = focus === 'flight';
  const certificate =
    focus === 'certificateVerify' && random.once(3)
      ? (random.pick(OTHER_CHAINS) ?? SEEDS.certificate)
      : SEEDS.certificate;
  verifier.clientHello(FIRST);
  server.heard(FIRST.bytes);
  if (retry) {
    const bytes = say('helloRetry', SEEDS.helloRetry);
    const step = await feed(server.record(HANDSHAKE, bytes));
    if (step.kind === 'retry') {
      server.retried(step.retry.suite, bytes);
      verifier.clientHello(SECOND);
      server.heard(SECOND.bytes);
    }
  }
  const seed =
    focus === 'serverHello' && random.once(12)
      ? retry
        ? SEEDS.helloRetry
        : OLDER
      : retry
        ? SEEDS.secondHello
        : SEEDS.serverHello;
  const first = say('serverHello', seed);
  server.said(first);
  await feed(chaos ? deviate(random, server, first) : server.record(HANDSHAKE, first));
  // A ServerHello that never ended has nothing behind it.
  if (!server.chosen()) return 'unfinished';
  const messages: [Focus, () => Tree][] = [
    ['encryptedExtensions', () => SEEDS.encryptedExtensions],
    ['certificate', () => certificate],
    ['certificateVerify', () => server.certificateVerify()],
    ['finished', () => server.finished()],
  ];
  let step: HandshakeStep = { kind: 'more' };
  for (const [name, make] of messages) {
    const bytes = say(name, make());
    step = await feed(chaos ? deviate(random, server, bytes) : server.record(HANDSHAKE, bytes));
    server.said(bytes);
  }
  return step.kind === 'finished' ? ACCEPTED : 'unfinished';
}

/** A message in records as no honest server would cut or mix them, mostly; and now and then as one would. */
function deviate(random: Random, server: Server, bytes: Uint8Array): Uint8Array {
  const ccs = plainRecord(CHANGE_CIPHER_SPEC, Uint8Array.of(1));
  const whole = (content: Uint8Array, padding = 0): Uint8Array => server.record(HANDSHAKE, content, padding);
  switch (random.below(24)) {
    case 0:
      return join([ccs, whole(bytes)]);
    case 1:
      return join([whole(bytes), ccs]);
    case 2:
      return join([
        whole(bytes.subarray(0, 5)),
        random.once(2) ? ccs : new Uint8Array(0),
        whole(bytes.subarray(5)),
      ]);
    case 3:
      return join([server.record(ALERT, Uint8Array.of(random.below(3), random.below(130))), whole(bytes)]);
    case 4:
      return join([server.record(ALERT, random.bytes(random.below(4))), whole(bytes)]);
    case 5:
      return join([whole(serialize(random.pick(STRAY_MESSAGES) ?? TICKET)), whole(bytes)]);
    case 6:
      return join([whole(bytes), whole(serialize(TICKET))]);
    case 7:
      return whole(join([bytes, bytes.subarray(0, random.below(8))]));
    case 8:
      return join([whole(new Uint8Array(0)), whole(bytes)]);
    case 9:
      return server.record(random.pick([0, 20, 21, 23, 24, 255] as const), bytes);
    case 10:
      return join(Array.from(bytes, (byte) => whole(Uint8Array.of(byte))));
    case 11:
      return plainRecord(random.pick([20, 21, 22, 23] as const), bytes);
    case 12: {
      const sealed = whole(bytes);
      const at = sealed.length - 1 - random.below(Math.min(sealed.length, 40));
      sealed[at] = (sealed[at] ?? 0) ^ (1 << random.below(8));
      return sealed;
    }
    case 13:
      return whole(bytes, random.below(300));
    case 14:
      return plainRecord(HANDSHAKE, bytes, 0x0301);
    default: {
      const pieces: Uint8Array[] = [];
      const size = 1 + random.below(700);
      for (let at = 0; at < bytes.length; at += size)
        pieces.push(whole(bytes.subarray(at, at + size), random.once(4) ? random.below(20) : 0));
      return join(pieces);
    }
  }
}

const POOLS: Partial<Record<Focus, readonly Tree[]>> = {
  helloRetry: [...EXTENSIONS, leaf(random32)],
  serverHello: [...EXTENSIONS, leaf(RETRY_RANDOM), DOWNGRADED],
  encryptedExtensions: EXTENSIONS,
  certificate: [
    ...EXTENSIONS,
    vector(2),
    vector(2, ...EXTENSIONS.slice(0, 3)),
    vector(3),
    vector(3, leaf(ROOT)),
    leaf([0]),
  ],
  certificateVerify: [
    ...[0x0403, 0x0503, 0x0804, 0x0806, 0x0809, 0x0401, 0x0201].map(number16),
    vector(2),
    vector(2, leaf(new Uint8Array(64))),
  ],
};

function target(focus: Focus, about: string, shallow: readonly string[], deep: number): FuzzTarget {
  return {
    about,
    shallow,
    deep,
    prepare: () => {
      const trust = createTrustStore({ roots: 'none', customCaPem: pemOf(ROOT) });
      return (random): Trial => {
        const retry = focus === 'helloRetry' || (focus !== 'finished' && random.once(6));
        const choices = random.fork();
        return {
          run: () => refusal(() => run({ focus, retry, random: choices() }, trust)),
          show: () => `a handshake with another ${focus}; run it again by its number`,
        };
      };
    },
  };
}

const DECODE = [
  'tls.handshake.decode',
  'tls.handshake.limits',
  'tls.handshake.unexpected_message',
  'unfinished',
];

export const HELLO_RETRY = target('helloRetry', 'a HelloRetryRequest, and what follows it', DECODE, 0.3);
export const SERVER_HELLO = target('serverHello', 'a ServerHello', DECODE, 0.3);
export const ENCRYPTED_EXTENSIONS = target('encryptedExtensions', 'EncryptedExtensions', DECODE, 0.3);
export const CERTIFICATE = target('certificate', 'a Certificate message', DECODE, 0.3);
export const CERTIFICATE_VERIFY = target('certificateVerify', 'a CertificateVerify', DECODE, 0.3);
export const FINISHED = target('finished', 'a Finished', DECODE, 0.3);
export const FLIGHT = target(
  'flight',
  'records of a first flight: order, cuts, padding, alerts, stray messages',
  ['tls.record.mac'],
  0.8,
);
