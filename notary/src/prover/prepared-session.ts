import { SessionRequestSchema, create, domainDigest, encode, Mode } from '@cloudx3/proto';
import type { SessionGrant } from '@cloudx3/proto';
import type { CheckedOperation } from '@cloudx3/verifier-core';
import type { ProverEngine, StartProver } from '../engine/ports.ts';
import { notaryError } from '../error.ts';
import { NotaryConnection } from './connection.ts';
import { asNotaryError } from './failure.ts';
import { orLastWord } from './last-word.ts';
import type { NotarizerOptions, ProverDeadlines } from './options.ts';
import type { NotarizationPhase, NotaryTarget } from './ports.ts';

const REQUEST_LIFETIME_MS = 60_000n;
/** A session is used only this long before the notary would give it up, so that a bind never crosses the refusal on its way. */
const IDLE_MARGIN_MS = 5_000;

/** A session that is granted and set up: all that is left is the exchange. */
export interface PreparedSession {
  readonly connection: NotaryConnection;
  readonly engine: ProverEngine;
  readonly grant: SessionGrant;
  /** Resolves once the session can no longer be used. */
  readonly ended: Promise<unknown>;
  close(): Promise<void>;
}

export interface SessionOpener {
  readonly options: NotarizerOptions;
  readonly deadlines: ProverDeadlines;
  readonly maxSessionBytes: number;
  readonly startProver: StartProver;
  readonly now: () => number;
  readonly random: (length: number) => Uint8Array;
}

type Progress = (phase: NotarizationPhase) => void;

const STALLED: ReadonlySet<string> = new Set(['mpc.stalled', 'engine.stalled']);

/**
 * Connects, asks for a session and does the setup of MPC; once more where the engine stood still (`DEFAULT_SILENCE_MS`), since nothing was sent to the
 * vendor yet. Rejects with NotaryError and leaves nothing behind.
 */
export async function openSession(
  target: NotaryTarget,
  operation: CheckedOperation,
  opener: SessionOpener,
  signal: AbortSignal,
  progress: Progress = () => undefined,
): Promise<PreparedSession> {
  try {
    return await openOnce(target, operation, opener, signal, progress);
  } catch (error) {
    if (!STALLED.has(asNotaryError(error).code)) throw error;
    return openOnce(target, operation, opener, signal, progress);
  }
}

async function openOnce(
  target: NotaryTarget,
  operation: CheckedOperation,
  opener: SessionOpener,
  signal: AbortSignal,
  progress: Progress,
): Promise<PreparedSession> {
  const { deadlines, maxSessionBytes, options } = opener;
  progress('connecting');
  const connection = await NotaryConnection.open(
    { url: sessionUrl(target.url), tlsCa: options.tlsCa, connectMs: deadlines.connectMs, maxSessionBytes },
    signal,
  );
  let engine: ProverEngine | undefined;
  try {
    connection.send({ kind: { case: 'open', value: signedRequest(target, operation, opener) } });
    const grant = await connection.answer('grant', deadlines.grantMs, signal);
    checkGrant(grant, operation);
    const grantedAt = opener.now();
    progress('preparing');
    const { serverName, maxRequestBytes, maxResponseBytes } = operation.message;
    engine = await opener.startProver(
      { serverName, maxSentBytes: maxRequestBytes, maxRecvBytes: maxResponseBytes },
      signal,
    );
    connection.attach(engine.channel);
    await orLastWord(engine.setup(signal), connection);
    return prepared(connection, engine, grant, grantedAt + grant.idleTimeoutMs - opener.now());
  } catch (error) {
    connection.close();
    await engine?.close();
    throw asNotaryError(error);
  }
}

function signedRequest(target: NotaryTarget, operation: CheckedOperation, opener: SessionOpener) {
  const { network, prover } = opener.options;
  const issuedAtMs = BigInt(opener.now());
  const request = create(SessionRequestSchema, {
    version: 1,
    network,
    notary: target.pubkey,
    prover: prover.pubkey,
    mode: Mode.MPC,
    operationId: operation.id,
    issuedAtMs,
    expiresAtMs: issuedAtMs + REQUEST_LIFETIME_MS,
    nonce: opener.random(16),
  });
  const digest = domainDigest('sessionRequest', encode(SessionRequestSchema, request));
  return { request, signature: prover.sign(digest) };
}

/** The engine is started with the operation's sizes, so a grant of others would only fail later and less clearly. */
function checkGrant(grant: SessionGrant, { message }: CheckedOperation): void {
  const good =
    grant.sessionId.length === 16 &&
    grant.maxRequestBytes === message.maxRequestBytes &&
    grant.maxResponseBytes === message.maxResponseBytes;
  if (!good) throw notaryError('notary.protocol', 'The grant does not fit the operation');
}

function prepared(
  connection: NotaryConnection,
  engine: ProverEngine,
  grant: SessionGrant,
  idleMs: number,
): PreparedSession {
  const over = Promise.withResolvers<undefined>();
  const timer = setTimeout(() => over.resolve(undefined), Math.max(0, idleMs - IDLE_MARGIN_MS));
  timer.unref();
  engine.channel.once('close', () => over.resolve(undefined));
  void connection.ended.then(() => over.resolve(undefined));
  return {
    connection,
    engine,
    grant,
    ended: over.promise,
    close: async () => {
      clearTimeout(timer);
      connection.close();
      await engine.close();
    },
  };
}

/** The registry may name a notary by its origin alone. */
function sessionUrl(url: string): string {
  if (!URL.canParse(url)) throw notaryError('notary.unreachable', 'The address is no URL');
  const parsed = new URL(url);
  if (parsed.pathname === '/') parsed.pathname = '/v1/session';
  return parsed.href;
}
