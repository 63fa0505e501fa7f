import { SessionRequestSchema, create, domainDigest, encode } from '@cloudx3/proto';
import type { Mode, SessionGrant } from '@cloudx3/proto';
import type { CheckedOperation } from '@cloudx3/verifier-core';
import type { AddressRule } from '../dialling/address-rule.ts';
import { notaryError } from '../session/error.ts';
import type { NotaryConnection } from './connection.ts';
import { printable } from '../session/printable.ts';
import { dialNotary } from './dial-notary.ts';
import { asNotaryError } from './failure.ts';
import type { KeptConnections } from './kept-connections.ts';
import type { ProverSettings } from './settings.ts';
import type { NotaryTarget } from './ports.ts';

const REQUEST_LIFETIME_MS = 60_000n;

export interface AskDeps extends ProverSettings {
  /** Connections of sessions that are over, where the mode leaves any. */
  readonly kept?: KeptConnections;
}

/** A session that a notary has let in. */
export interface GrantedSession {
  readonly connection: NotaryConnection;
  readonly grant: SessionGrant;
  /** By our clock, in Unix milliseconds. */
  readonly grantedAt: number;
}

type Ask = (connection: NotaryConnection) => Promise<GrantedSession>;

/** Connects, where no connection is left, and asks for a session (rule SES-1). Rejects with NotaryError and leaves nothing behind. */
export async function askSession(
  target: NotaryTarget,
  operation: CheckedOperation,
  mode: Mode,
  deps: AskDeps,
  signal: AbortSignal,
): Promise<GrantedSession> {
  const { deadlines } = deps;
  const url = sessionUrl(target.url);
  const ask: Ask = async (connection) => {
    try {
      connection.send({ kind: { case: 'open', value: signedRequest(target, operation, mode, deps) } });
      const grant = await connection.answer('grant', deadlines.grantMs, signal);
      checkGrant(grant, operation);
      return { connection, grant, grantedAt: deps.now() };
    } catch (error) {
      connection.close();
      throw asNotaryError(error);
    }
  };
  const again = await askKept(deps.kept?.take(url), ask);
  if (again !== undefined) return again;
  return ask(await connect(url, target, deps, signal));
}

const ANY: Pick<AddressRule, 'allows'> = { allows: () => true };

/** A notary that could not be reached is left alone for a while, longer each time: its URL is a stranger's word, and may be a third party's. */
async function connect(
  url: string,
  { isTrusted = false }: NotaryTarget,
  deps: AskDeps,
  signal: AbortSignal,
): Promise<NotaryConnection> {
  const { backoff, maxSessionBytes, secureContext } = deps;
  const { host } = new URL(url);
  const waitMs = backoff.waitMs(host);
  if (waitMs > 0)
    throw notaryError('notary.unreachable', `${url} is left alone for ${Math.ceil(waitMs / 1_000)} s more`);
  const mayDial = isTrusted ? ANY : deps.mayDial;
  const { connectMs } = deps.deadlines;
  try {
    const connection = await dialNotary(
      { url, mayDial, secureContext, connectMs, maxSessionBytes },
      deps,
      signal,
    );
    backoff.succeeded(host);
    return connection;
  } catch (error) {
    if (!signal.aborted) backoff.failed(host);
    throw error;
  }
}

/** A connection that waited may have died unseen, or the notary's leave may cross our request: then it says nothing of the request. */
async function askKept(
  connection: NotaryConnection | undefined,
  ask: Ask,
): Promise<GrantedSession | undefined> {
  if (connection === undefined) return undefined;
  try {
    return await ask(connection);
  } catch (error) {
    if (asNotaryError(error).code !== 'notary.gone') throw error;
    return undefined;
  }
}

function signedRequest(target: NotaryTarget, operation: CheckedOperation, mode: Mode, deps: AskDeps) {
  const { network, prover } = deps.options;
  const issuedAtMs = BigInt(deps.now());
  const request = create(SessionRequestSchema, {
    version: 1,
    network,
    notary: target.pubkey,
    prover: prover.pubkey,
    mode,
    operationId: operation.id,
    issuedAtMs,
    expiresAtMs: issuedAtMs + REQUEST_LIFETIME_MS,
    nonce: deps.random(16),
  });
  const digest = domainDigest('sessionRequest', encode(SessionRequestSchema, request));
  return { request, signature: prover.sign(digest) };
}

/** The engine is started with the operation's sizes, so a grant of others would only fail later and less clearly. */
function checkGrant(grant: SessionGrant, { message }: CheckedOperation): void {
  const fits =
    grant.sessionId.length === 16 &&
    grant.maxRequestBytes === message.maxRequestBytes &&
    grant.maxResponseBytes === message.maxResponseBytes;
  if (!fits) throw notaryError('notary.protocol', 'The grant does not fit the operation');
}

/** The registry may name a notary by its origin alone. */
export function sessionUrl(url: string): string {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  // Nothing but this: the WebSocket library also opens sockets of files (ws+unix:) and connections in the clear.
  if (parsed?.protocol !== 'wss:')
    throw notaryError('notary.unreachable', `${printable(url)} is no wss:// URL`);
  parsed.hash = parsed.username = parsed.password = '';
  if (parsed.pathname === '/') parsed.pathname = '/v1/session';
  return parsed.href;
}
