import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { createServer } from 'node:tls';
import type { TLSSocket, TlsOptions } from 'node:tls';
import { createDevelopmentCa, issueServerCertificate } from '@cloudx3/dev-ca';
import type { DevelopmentCa, ServerCertificate } from '@cloudx3/dev-ca';
import { startMpcProver } from '../mpc/prover-session.ts';
import type { MpcProverSession, ServerAddress } from '../mpc/prover-session.ts';
import { startMpcVerifier } from '../mpc/verifier-session.ts';
import type { MpcVerifierSession } from '../mpc/verifier-session.ts';
import type { MpcDeps, MpcProverOptions, MpcVerifierOptions } from '../mpc/options.ts';
import type { MpcRequest } from '../mpc/request.ts';
import type { MpcTranscript } from '../mpc/transcript.ts';
import { NotaryError } from '../session/error.ts';

/** What the tests of real sessions share: a TLS server, and two parties joined by their channels. */
export const SERVER_NAME = 'api.vendor.test';
export const LIMITS = { maxSentBytes: 512, maxRecvBytes: 1024 } as const;

/** Far above what a session needs: these tests are about other things than a busy machine. */
export const SESSION_MS = 300_000;
const PROVER_DEADLINES = {
  startMs: SESSION_MS,
  setupMs: SESSION_MS,
  exchangeMs: SESSION_MS,
  revealMs: SESSION_MS,
};
const VERIFIER_DEADLINES = {
  startMs: SESSION_MS,
  connectMs: SESSION_MS,
  setupMs: SESSION_MS,
  idleMs: SESSION_MS,
  onlineMs: SESSION_MS,
};

export interface TestServer {
  [Symbol.asyncDispose](): Promise<void>;
  readonly address: ServerAddress;
}

/** A server on loopback that hands each TLS connection to `answer`. */
export async function startServer(
  { certificatePem, privateKeyPem }: ServerCertificate,
  answer: (socket: TLSSocket) => void,
  options: TlsOptions = { maxVersion: 'TLSv1.2' },
): Promise<TestServer> {
  const open = new Set<TLSSocket>();
  const server = createServer({ cert: certificatePem, key: privateKeyPem, ...options }, (socket) => {
    open.add(socket);
    socket.on('error', () => undefined);
    answer(socket);
  });
  server.on('tlsClientError', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    address: { host: '127.0.0.1', port },
    // May be called again, as by a test that closes the server early.
    [Symbol.asyncDispose]: async () => {
      for (const socket of open) socket.destroy();
      if (!server.listening) return;
      server.close();
      await once(server, 'close');
    },
  };
}

export interface Pair {
  [Symbol.asyncDispose](): Promise<void>;
  readonly prover: MpcProverSession;
  readonly verifier: MpcVerifierSession;
}

export interface PairOptions {
  readonly ca: DevelopmentCa;
  readonly prover?: Partial<MpcProverOptions>;
  readonly verifier?: Partial<MpcVerifierOptions>;
  readonly proverDeps?: MpcDeps;
  readonly verifierDeps?: MpcDeps;
}

/** Starts both parties in their processes and joins their channels, as a server and a client would by a WebSocket. */
export async function startPair(options: PairOptions): Promise<Pair> {
  const { ca, prover, verifier, proverDeps, verifierDeps } = options;
  const common = { ...LIMITS, customCa: ca.der };
  const [first, second] = await Promise.all([
    startMpcProver(
      { ...common, serverName: SERVER_NAME, deadlines: PROVER_DEADLINES, ...prover },
      proverDeps,
    ),
    startMpcVerifier({ ...common, deadlines: VERIFIER_DEADLINES, ...verifier }, verifierDeps),
  ]);
  joinChannels(first.channel, second.channel);
  return {
    prover: first,
    verifier: second,
    [Symbol.asyncDispose]: async () => {
      await Promise.all([first.close(), second.close()]);
    },
  };
}

/** A pair whose setup is done, and what the verifier will say. */
export interface ReadyPair extends Pair {
  readonly verdict: Promise<MpcTranscript>;
}

const MAX_STALLS = 2;

/**
 * Starts a pair and sets it up. The engine's setup stops for good in about one of a hundred sessions (`DEFAULT_SILENCE_MS`): whoever uses it has
 * to take another session then, and these tests are about what comes after.
 */
export async function startReadyPair(options: PairOptions): Promise<ReadyPair> {
  for (let stalls = 0; ; stalls += 1) {
    const pair = await startPair(options);
    const verdict = pair.verifier.verify();
    verdict.catch(() => undefined);
    try {
      await pair.prover.setup();
      return { ...pair, verdict };
    } catch (error) {
      await pair[Symbol.asyncDispose]();
      const isStall = error instanceof NotaryError && error.code === 'mpc.stalled';
      if (!isStall || stalls === MAX_STALLS) throw error;
    }
  }
}

/** Carries bytes both ways; when one end is gone the other one is closed. */
export function joinChannels(one: Duplex, other: Duplex): void {
  one.pipe(other);
  other.pipe(one);
  one.on('close', () => other.destroy());
  other.on('close', () => one.destroy());
}

export function get(target: string, headers: Readonly<Record<string, string>> = {}): MpcRequest {
  const all = { Host: SERVER_NAME, Connection: 'close', ...headers };
  return {
    method: 'GET',
    target,
    headers: Object.entries(all).map(([name, value]) => [name, Buffer.from(value)] as const),
  };
}

/** A CA and a certificate for `SERVER_NAME`. */
export async function makeIdentity(): Promise<{ ca: DevelopmentCa; certificate: ServerCertificate }> {
  const ca = await createDevelopmentCa({ validDays: 2 });
  return { ca, certificate: await issueServerCertificate(ca, { names: [SERVER_NAME], validDays: 1 }) };
}

export function text(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1');
}

/** What this rejects with. */
export async function failureOf(work: Promise<unknown>): Promise<NotaryError> {
  try {
    await work;
  } catch (error) {
    return error as NotaryError;
  }
  throw new Error('it should have failed');
}

export function isRunning(pid: number | undefined): boolean {
  try {
    process.kill(pid ?? -1, 0);
    return true;
  } catch {
    return false;
  }
}
