import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PassThrough } from 'node:stream';
import type { TLSSocket, TlsOptions } from 'node:tls';
import { createDevelopmentCa, issueServerCertificate } from '@cloudx3/dev-ca';
import type { DevelopmentCa, ServerCertificate } from '@cloudx3/dev-ca';
import { startMpcProver } from './prover-session.ts';
import {
  failureOf,
  get,
  isRunning,
  makeIdentity,
  SERVER_NAME,
  startPair,
  startReadyPair,
  startServer,
  SESSION_MS,
} from '../test-support/mpc-session-pair.ts';
import type { Pair, PairOptions, ReadyPair, TestServer } from '../test-support/mpc-session-pair.ts';
import type { MpcErrorCode } from '../session/error-codes.ts';
import type { NotaryError } from '../session/error.ts';

/** The least that a session can be set up for here: what fails does not need more. */
const SMALL = { maxSentBytes: 128, maxRecvBytes: 64 } as const;
const SECRET = 'c2VjcmV0LWtleQ';
const MS_PER_DAY = 86_400_000;

let ca: DevelopmentCa;
let certificate: ServerCertificate;

beforeAll(async () => {
  ({ ca, certificate } = await makeIdentity());
});

function smallPair(options: Partial<PairOptions> = {}): Promise<Pair> {
  return startPair({ ca, prover: SMALL, verifier: SMALL, ...options });
}

function readyPair(options: Partial<PairOptions> = {}): Promise<ReadyPair> {
  return startReadyPair({ ca, prover: SMALL, verifier: SMALL, ...options });
}

/** Nothing that a caller may print holds the credential. */
function expectNoSecret(error: NotaryError): void {
  expect(`${error.message} ${error.stack ?? ''} ${JSON.stringify(error)}`).not.toContain(SECRET);
}

interface BadServer {
  readonly title: string;
  /** No server at all: nobody listens where it should be. */
  readonly dead?: true;
  readonly code: MpcErrorCode;
  readonly identity?: () => Promise<ServerCertificate>;
  readonly answer?: (socket: TLSSocket) => void;
  readonly tls?: TlsOptions;
}

const BAD_SERVERS: readonly BadServer[] = [
  {
    title: 'with a certificate of an unknown issuer',
    code: 'mpc.certificate_unknown_issuer',
    identity: async () =>
      issueServerCertificate(await createDevelopmentCa({ validDays: 1 }), {
        names: [SERVER_NAME],
        validDays: 1,
      }),
  },
  {
    title: 'with a certificate for another name',
    code: 'mpc.certificate_wrong_name',
    identity: () => issueServerCertificate(ca, { names: ['other.vendor.test'], validDays: 1 }),
  },
  {
    title: 'with an expired certificate',
    code: 'mpc.certificate_expired',
    identity: () =>
      issueServerCertificate(ca, {
        names: [SERVER_NAME],
        validDays: 1,
        notBefore: new Date(Date.now() - 3 * MS_PER_DAY),
      }),
  },
  {
    title: 'with a certificate that is not valid yet',
    code: 'mpc.certificate_expired',
    identity: () =>
      issueServerCertificate(ca, {
        names: [SERVER_NAME],
        validDays: 1,
        notBefore: new Date(Date.now() + MS_PER_DAY / 2),
      }),
  },
  { title: 'that speaks TLS 1.3 only', code: 'mpc.server_tls', tls: { minVersion: 'TLSv1.3' } },
  {
    title: 'that closes before it has answered',
    code: 'mpc.server_closed',
    answer: (socket) => socket.once('data', () => socket.end()),
  },
  {
    title: 'that answers more than the session was set up for',
    code: 'mpc.response_too_large',
    answer: (socket) => socket.once('data', () => socket.end(`HTTP/1.1 200 OK\r\n\r\n${'x'.repeat(100)}`)),
  },
  {
    title: 'that closes in the middle of a body',
    code: 'mpc.server_closed',
    answer: (socket) =>
      socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nhalf')),
  },
  {
    title: 'that answers with what is not HTTP',
    code: 'mpc.response_malformed',
    answer: (socket) => socket.once('data', () => socket.end('SSH-2.0-OpenSSH_9.6\r\n')),
  },
  { title: 'that nobody runs', code: 'mpc.server_unreachable', dead: true },
];

describe('a server', () => {
  it.each(BAD_SERVERS)(
    '$title ends the session with $code on the prover, and the verifier learns that it is over',
    async ({ code, identity, answer, tls, dead }) => {
      const chosen = identity === undefined ? certificate : await identity();
      await using server = await startServer(
        chosen,
        answer ?? (() => undefined),
        tls ?? { maxVersion: 'TLSv1.2' },
      );
      if (dead === true) await server[Symbol.asyncDispose]();
      await using pair = await readyPair();
      const verdict = failureOf(pair.verdict);
      const error = await failureOf(pair.prover.exchange(get(`/?k=${SECRET}`), server.address));
      expect(error).toMatchObject({ code, step: 'exchange' });
      expectNoSecret(error);
      expect(await pair.prover.ended).toBe(error);
      const other = await verdict;
      expect(['mpc.peer_gone', 'mpc.verify_rejected']).toContain(other.code);
      await pair[Symbol.asyncDispose]();
      expect([pair.prover.pid, pair.verifier.pid].filter(isRunning)).toEqual([]);
    },
    SESSION_MS,
  );
});

describe('a prover that runs a changed program', () => {
  const ANSWER = 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok';

  /** The whole session up to the prover's reveal, which may end either way: only the verifier's verdict counts. */
  async function showAll(pair: Pair, server: TestServer): Promise<void> {
    const { sent, received } = await pair.prover.exchange(get('/'), server.address);
    expect(Buffer.from(received).toString('latin1')).toBe(ANSWER);
    const shown = { sent: [{ start: 0, end: sent.length }], received: [{ start: 0, end: received.length }] };
    await Promise.allSettled([pair.prover.reveal(shown)]);
  }

  const answering = (identity: ServerCertificate): Promise<TestServer> =>
    startServer(identity, (socket) => socket.once('data', () => socket.end(ANSWER)));

  it(
    'and takes another CA’s word for who the server is, is refused by the verifier',
    async () => {
      const other = await makeIdentity();
      await using server = await answering(other.certificate);
      await using pair = await readyPair({ prover: { ...SMALL, customCa: other.ca.der } });
      const verdict = failureOf(pair.verdict);
      await showAll(pair, server);
      expect(await verdict).toMatchObject({ code: 'mpc.certificate_invalid', step: 'verify' });
    },
    SESSION_MS,
  );

  it(
    'and talks to another server, is seen to: the verifier tells the name that the certificate was checked for',
    async () => {
      const name = 'other.vendor.test';
      await using server = await answering(await issueServerCertificate(ca, { names: [name], validDays: 1 }));
      await using pair = await readyPair({ prover: { ...SMALL, serverName: name } });
      await showAll(pair, server);
      // The notary holds this against the operation's server (statement.server_name).
      expect((await pair.verdict).serverName).toBe(name);
    },
    SESSION_MS,
  );
});

describe('a party that dies', () => {
  let silent: TestServer;
  beforeAll(async () => {
    silent = await startServer(certificate, () => undefined);
  });
  afterAll(() => silent[Symbol.asyncDispose]());

  it(
    'the verifier in the middle of the exchange: its parent learns of the crash, the prover that its peer is gone',
    async () => {
      const connected = Promise.withResolvers<undefined>();
      await using pair = await readyPair({
        proverDeps: { onPhase: (phase) => phase === 'request_ready' && connected.resolve(undefined) },
      });
      const verdict = failureOf(pair.verdict);
      const exchange = failureOf(pair.prover.exchange(get(`/?k=${SECRET}`), silent.address));
      await connected.promise;
      process.kill(pair.verifier.pid ?? 0, 'SIGKILL');
      expect(await verdict).toMatchObject({ code: 'mpc.child_crashed', step: 'verify' });
      const error = await exchange;
      expect(error).toMatchObject({ code: 'mpc.peer_gone', step: 'exchange' });
      expectNoSecret(error);
      await pair[Symbol.asyncDispose]();
      expect([pair.prover.pid, pair.verifier.pid].filter(isRunning)).toEqual([]);
    },
    SESSION_MS,
  );

  it(
    'the prover in the middle of setup: its parent learns of the crash, the verifier that its peer is gone',
    async () => {
      const connected = Promise.withResolvers<undefined>();
      await using pair = await smallPair({
        verifierDeps: { onPhase: (phase) => phase === 'peer_connected' && connected.resolve(undefined) },
      });
      const verdict = failureOf(pair.verifier.verify());
      const setup = failureOf(pair.prover.setup());
      await connected.promise;
      process.kill(pair.prover.pid ?? 0, 'SIGKILL');
      expect(await setup).toMatchObject({ code: 'mpc.child_crashed', step: 'setup' });
      expect(await verdict).toMatchObject({ code: 'mpc.peer_gone', step: 'verify' });
    },
    SESSION_MS,
  );
});

describe('a peer that does not do its part', () => {
  it(
    'says nothing: setup ends at its deadline, and so does a verifier that nobody calls',
    async () => {
      await using pair = await smallPair({
        prover: { ...SMALL, deadlines: { startMs: 60_000, setupMs: 300, exchangeMs: 1, revealMs: 1 } },
      });
      // The verifier's process is up, but nobody asked it to verify: it reads nothing and says nothing.
      const error = await failureOf(pair.prover.setup());
      expect(error).toMatchObject({ code: 'mpc.deadline', step: 'setup' });
      expect(await pair.verifier.ended).toMatchObject({ code: 'mpc.peer_gone' });
    },
    SESSION_MS,
  );

  it(
    'stops in the middle of setup: the one that waits gives up when nothing has passed for long enough',
    async () => {
      const connected = Promise.withResolvers<undefined>();
      const deadlines = { startMs: 60_000, setupMs: 60_000, silenceMs: 500, exchangeMs: 1, revealMs: 1 };
      await using pair = await smallPair({
        prover: { ...SMALL, deadlines },
        verifierDeps: { onPhase: (phase) => phase === 'peer_connected' && connected.resolve(undefined) },
      });
      const verdict = failureOf(pair.verifier.verify());
      const setup = failureOf(pair.prover.setup());
      await connected.promise;
      process.kill(pair.verifier.pid ?? 0, 'SIGSTOP');
      expect(await setup).toMatchObject({ code: 'mpc.stalled', step: 'setup' });
      process.kill(pair.verifier.pid ?? 0, 'SIGCONT');
      expect(await verdict).toMatchObject({ code: 'mpc.peer_gone' });
    },
    SESSION_MS,
  );

  it(
    'sends garbage, and asks for more than it may: the verifier refuses and lives no longer',
    async () => {
      await using greedy = await smallPair({ prover: { maxSentBytes: 4096, maxRecvBytes: 64 } });
      const setup = failureOf(greedy.prover.setup());
      expect(await failureOf(greedy.verifier.verify())).toMatchObject({ code: 'mpc.limits_mismatch' });
      expect(await setup).toMatchObject({ code: 'mpc.peer_gone', step: 'setup' });

      const noise = new PassThrough();
      await using prover = await startMpcProver({
        ...SMALL,
        serverName: SERVER_NAME,
        deadlines: { startMs: 60_000, setupMs: 30_000, exchangeMs: 1, revealMs: 1 },
      });
      noise.pipe(prover.channel);
      const failed = failureOf(prover.setup());
      noise.end(Buffer.alloc(100_000, 0xa5));
      expect(['mpc.setup_failed', 'mpc.peer_gone']).toContain((await failed).code);
    },
    SESSION_MS,
  );
});
