import { Mode } from '@cloudx3/proto';
import type { SessionGrant } from '@cloudx3/proto';
import type { TrustStore } from '@cloudx3/tls13';
import type { CheckedOperation } from '@cloudx3/verifier-core';
import { notaryError } from '../../session/error.ts';
import { askSession, sessionUrl } from '../ask-session.ts';
import type { AskDeps } from '../ask-session.ts';
import { bindSession } from '../bind-session.ts';
import { checkResult } from '../check-result.ts';
import type { ExchangeOutcome } from '../check-result.ts';
import type { NotaryConnection } from '../connection.ts';
import type { KeptConnections } from '../kept-connections.ts';
import type { NotaryTarget } from '../ports.ts';
import type { RenderedExchange } from '../rendered-exchange.ts';
import { sessionEnd } from '../session-end.ts';
import { checkShowable } from '../showable.ts';
import type { Progress, WaitingSession } from '../waiting-session.ts';
import { CarriedClient } from './carried-client.ts';

/** A session that a notary has let in and that waits for its exchange. */
export interface ProxySession extends WaitingSession {
  readonly connection: NotaryConnection;
  readonly grant: SessionGrant;
  /** Set by the bind. */
  client?: CarriedClient;
  /** Whether the session has gone to its end, and leaves a connection that can carry another. */
  attested?: boolean;
}

export interface ProxyDeps extends AskDeps {
  readonly trust: TrustStore;
  readonly kept: KeptConnections;
}

const IDLE_MARGIN_MS = 2_000;
/** Whatever a grant promises. */
const MAX_ONLINE_MS = 120_000;
/** The notary's own deadline says more than ours. */
const LAST_WORD_MS = 2_000;

/** Connects, where no connection waits, and asks for a session. Rejects with NotaryError and leaves nothing behind. */
export async function prepareProxySession(
  target: NotaryTarget,
  operation: CheckedOperation,
  deps: ProxyDeps,
  signal: AbortSignal,
  progress: Progress = () => undefined,
): Promise<ProxySession> {
  progress('connecting');
  const { connection, grant } = await askSession(target, operation, Mode.PROXY, deps, signal);
  const end = sessionEnd(connection, grant.idleTimeoutMs, IDLE_MARGIN_MS);
  const session: ProxySession = {
    connection,
    grant,
    ended: end.ended,
    close: () => {
      end.stop();
      if (session.attested === true) deps.kept.keep(sessionUrl(target.url), connection);
      else connection.close();
      return Promise.resolve();
    },
  };
  return session;
}

/** Binds, and says hello to the server in the same breath. */
export function bindProxySession(
  session: ProxySession,
  exchange: RenderedExchange,
  deps: ProxyDeps,
  signal: AbortSignal,
): Promise<bigint> {
  const { connection, grant } = session;
  const bound = bindSession(session, exchange, deps, signal);
  const { operation } = exchange.request;
  const { rendered } = exchange;
  session.client = new CarriedClient(
    { operation, rendered, sessionId: grant.sessionId, trust: deps.trust },
    { connection, now: deps.now, random: deps.random },
  );
  session.client.begin();
  return bound;
}

/** The exchange, what is opened of it, and the attestation (rules PRX-6, PRX-7, SES-4). */
export async function runProxyExchange(
  session: ProxySession,
  exchange: RenderedExchange,
  sessionTimeMs: bigint,
  deps: ProxyDeps,
  progress: Progress,
  signal: AbortSignal,
): Promise<ExchangeOutcome> {
  const { connection, grant, client } = session;
  if (client === undefined) throw notaryError('prover.internal');
  const onlineMs = Math.min(grant.onlineTimeoutMs, MAX_ONLINE_MS) + LAST_WORD_MS;
  progress('exchanging');
  const { received, path, cipherSuite, segmentLengths, sealed } = await client.exchange(
    connection.answer('sealed', onlineMs, signal),
  );
  progress('checking');
  // While the notary seals.
  const evaluation = checkShowable(exchange, received, sessionTimeMs);
  await sealed;
  progress('revealing');
  client.showKeys();
  progress('awaiting_attestation');
  const result = await connection.answer('result', deps.deadlines.resultMs, signal);
  const outcome = checkResult(result, {
    sessionId: grant.sessionId,
    exchange,
    sessionTimeMs,
    options: deps.options,
    sent: exchange.rendered.bytes,
    received,
    evaluation,
    holes: exchange.rendered.holes,
    mode: Mode.PROXY,
    customCa: path.customCa,
    path: { serverSpkiSha256: path.leafSpkiSha256, cipherSuite, segmentLengths: [...segmentLengths] },
  });
  session.attested = true;
  return outcome;
}
