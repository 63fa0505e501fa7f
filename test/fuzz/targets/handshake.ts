import { RecordReader, createTrustStore } from '@cloudx3/tls13';
import { HandshakeVerifier, RETRY_RANDOM } from '@cloudx3/tls13/testing';
import type { HandshakeStep } from '@cloudx3/tls13/testing';
import { NOW_MS, ROOT, SERVER_NAME, pemOf } from '../grammar/certificate.ts';
import { EXTENSIONS, STRAY_MESSAGES, number16, vector } from '../grammar/tls.ts';
import { leaf, mutateTree, serialize } from '../grammar/tree.ts';
import type { Tree } from '../grammar/tree.ts';
import type { Random } from '../harness/random.ts';
import { ACCEPTED } from '../harness/target.ts';
import type { FuzzTarget, Trial } from '../harness/target.ts';
import { DOWNGRADED, FIRST, OLDER, OTHER_CHAINS, SECOND, SEEDS, random32 } from './handshake-messages.ts';
import { HANDSHAKE, Server, deviate } from './handshake-server.ts';
import { refusal } from './refusal.ts';

type Focus =
  | 'helloRetry'
  | 'serverHello'
  | 'encryptedExtensions'
  | 'certificate'
  | 'certificateVerify'
  | 'finished'
  | 'flight';

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
