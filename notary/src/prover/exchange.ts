import { Mode, SessionBindSchema, create, domainDigest, encode } from '@cloudx3/proto';
import type { SessionResult } from '@cloudx3/proto';
import {
  checkAttestation,
  checkParams,
  evaluateResponse,
  findHoles,
  renderRequest,
  transcriptCommitment,
} from '@cloudx3/verifier-core';
import type { CheckedParams, CoreResult, RenderedRequest, VerifiedAttestation } from '@cloudx3/verifier-core';
import { equalBytes } from '@cloudx3/proto';
import type { Range, RevealRanges } from '../mpc/index.ts';
import { NotaryError, notaryError } from '../error.ts';
import { hiddenRanges, withZeros } from '../statement/hidden-ranges.ts';
import { echoesSecret } from './echo.ts';
import type { NotarizerOptions, ProverDeadlines } from './options.ts';
import type { NotarizationPhase, NotarizeRequest } from './ports.ts';
import { orLastWord } from './last-word.ts';
import type { PreparedSession } from './prepared-session.ts';

/** Whatever a grant promises. */
const MAX_ONLINE_MS = 600_000;

/** A request that is ready to be sent. Holds the secrets, so it lives no longer than the exchange. */
export interface RenderedExchange {
  readonly request: NotarizeRequest;
  readonly params: CheckedParams;
  readonly rendered: RenderedRequest;
}

export interface ExchangeDeps {
  readonly options: NotarizerOptions;
  readonly deadlines: ProverDeadlines;
}

export interface ExchangeOutcome {
  readonly attestation: VerifiedAttestation;
  readonly opening: { readonly salt: Uint8Array; readonly sent: Uint8Array; readonly received: Uint8Array };
}

/** Checks parameters and secrets and renders the request, before anybody is asked for anything. Throws NotaryError. */
export function renderExchange(request: NotarizeRequest): RenderedExchange {
  const params = good(checkParams(request.operation, request.params));
  const rendered = good(renderRequest(request.operation, request.params, request.secrets));
  return { request, params, rendered };
}

/** Binds a prepared session to the exchange. Until this resolves nothing has been sent to the vendor. */
export async function bindSession(
  session: PreparedSession,
  { request, params }: RenderedExchange,
  { options, deadlines }: ExchangeDeps,
  signal: AbortSignal,
): Promise<bigint> {
  const bind = create(SessionBindSchema, {
    version: 1,
    sessionId: session.grant.sessionId,
    params: [...params],
    subject: request.subject,
    context: request.context,
  });
  const signature = options.prover.sign(domainDigest('sessionBind', encode(SessionBindSchema, bind)));
  session.connection.send({ kind: { case: 'bind', value: { bind, signature } } });
  const { sessionTimeMs } = await session.connection.answer('bound', deadlines.bindMs, signal);
  return sessionTimeMs;
}

/**
 * Rule SES-4: the exchange itself, what is shown of it, and the attestation. The prover judges the response first, by the notary's own rules: what the
 * notary would refuse is not shown to it at all, and a response that repeats a secret is shown to nobody.
 */
export async function runExchange(
  session: PreparedSession,
  exchange: RenderedExchange,
  sessionTimeMs: bigint,
  deps: ExchangeDeps,
  progress: (phase: NotarizationPhase) => void,
  signal: AbortSignal,
): Promise<ExchangeOutcome> {
  const { connection, engine } = session;
  const { operation, params, secrets } = exchange.request;
  progress('exchanging');
  const { sent, received } = await orLastWord(
    engine.exchange(mpcRequest(exchange.rendered), serverOf(exchange, deps), signal),
    connection,
  );
  progress('checking');
  good(evaluateResponse(operation, params, received, sessionTimeMs));
  if (echoesSecret(received, secrets)) throw notaryError('prover.secret_echoed');
  const holes = good(findHoles(operation, params, secrets, sent));
  progress('revealing');
  const shown = { sent: hiddenRanges(holes, sent.length), received: [{ start: 0, end: received.length }] };
  const result = await revealAndWait(session, shown, deps, progress, signal);
  return checkResult(result, { session, exchange, sessionTimeMs, deps, sent, received, holes });
}

/**
 * Shows what is to be shown and waits for the verdict, which can overtake the end of our own reveal: the notary needs nothing more of us,
 * and closes the connection right after its last word.
 */
async function revealAndWait(
  { connection, engine, grant }: PreparedSession,
  shown: RevealRanges,
  { deadlines }: ExchangeDeps,
  progress: (phase: NotarizationPhase) => void,
  signal: AbortSignal,
): Promise<SessionResult> {
  const answered = connection.answer('result', Math.min(grant.onlineTimeoutMs, MAX_ONLINE_MS), signal);
  let timer: NodeJS.Timeout | undefined;
  const revealed = orLastWord(engine.reveal(shown, signal), connection).then(() => {
    progress('awaiting_attestation');
    return new Promise<never>((_resolve, reject) => {
      timer = setTimeout(
        () => reject(notaryError('notary.deadline', `No result in ${deadlines.resultMs} ms`)),
        deadlines.resultMs,
      );
    });
  });
  try {
    return await Promise.race([answered, revealed]);
  } finally {
    clearTimeout(timer);
    // Whichever lost the race ends with the session.
    answered.catch(() => undefined);
    revealed.catch(() => undefined);
  }
}

interface Seen {
  readonly session: PreparedSession;
  readonly exchange: RenderedExchange;
  readonly sessionTimeMs: bigint;
  readonly deps: ExchangeDeps;
  readonly sent: Uint8Array;
  readonly received: Uint8Array;
  readonly holes: readonly Range[];
}

/** SES-4: a notary is believed nothing: the attestation is checked as a stranger would check it, and against what really passed. */
function checkResult(result: SessionResult, seen: Seen): ExchangeOutcome {
  const { request, params } = seen.exchange;
  const { options } = seen.deps;
  if (result.attestation === undefined || result.transcriptSalt.length !== 32)
    throw notaryError('notary.attestation');
  const checked = checkAttestation(result.attestation, {
    network: options.network,
    operation: request.operation,
    params,
    subject: request.subject,
    context: request.context,
    prover: options.prover.pubkey,
    notaries: [request.notary.pubkey],
    modes: [Mode.MPC],
  });
  if (!checked.ok) throw notaryError('notary.attestation', `${checked.code} (${checked.message})`);
  const { body } = checked.value;
  const sent = withZeros(seen.sent, seen.holes);
  const outcome = good(
    evaluateResponse(request.operation, request.params, seen.received, seen.sessionTimeMs),
  );
  const commitment = transcriptCommitment(result.transcriptSalt, sent, seen.received);
  const isOurs =
    equalBytes(body.sessionId, seen.session.grant.sessionId) &&
    body.sessionTimeMs === seen.sessionTimeMs &&
    body.observedAtMs === outcome.observedAtMs &&
    body.customCa === (options.customCa !== undefined) &&
    equalBytes(body.transcriptCommitment, commitment) &&
    body.readings.every(({ value }, i) => {
      const own = outcome.readings[i]?.value;
      return own?.mantissa === value?.mantissa && own?.scale === value?.scale;
    });
  if (!isOurs) throw notaryError('notary.attestation', 'It says something else than what passed');
  return {
    attestation: checked.value,
    opening: { salt: result.transcriptSalt, sent, received: seen.received },
  };
}

function mpcRequest({ method, target, headers, body }: RenderedRequest) {
  const encoder = new TextEncoder();
  return {
    method,
    target,
    headers: headers.map(([name, value]) => [name, encoder.encode(value)] as const),
    ...(body === undefined ? {} : { body }),
  };
}

function serverOf({ request }: RenderedExchange, { options }: ExchangeDeps): { host: string; port: number } {
  const { serverName, port } = request.operation.message;
  return { host: options.resolve?.[serverName] ?? serverName, port };
}

/** The value of a check, or its code as an error. Core's messages name fields and never quote secrets. */
function good<T>(result: CoreResult<T>): T {
  if (result.ok) return result.value;
  const { code, message, field } = result;
  throw new NotaryError(code, field === undefined ? message : `${field}: ${message}`);
}
