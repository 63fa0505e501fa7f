import { Mode } from '@cloudx3/proto';
import type { SessionResult } from '@cloudx3/proto';
import { findHoles } from '@cloudx3/verifier-core';
import type { RenderedRequest } from '@cloudx3/verifier-core';
import type { RevealRanges } from '../../mpc/prover-session.ts';
import { notaryError } from '../../session/error.ts';
import { hiddenRanges } from '../../session/hidden-ranges.ts';
import { checkResult } from '../check-result.ts';
import type { ExchangeOutcome } from '../check-result.ts';
import { valueOf } from '../value-of.ts';
import type { PrepareDeps } from './prepare-session.ts';
import type { Progress } from '../waiting-session.ts';
import { orLastWord } from './last-word.ts';
import type { PreparedSession } from './prepare-session.ts';
import type { RenderedExchange } from '../rendered-exchange.ts';
import { checkShowable } from '../showable.ts';

/** Whatever a grant promises. */
const MAX_ONLINE_MS = 600_000;

/** The exchange itself, what is shown of it, and the attestation (rule SES-4). */
export async function runExchange(
  session: PreparedSession,
  exchange: RenderedExchange,
  sessionTimeMs: bigint,
  deps: PrepareDeps,
  progress: Progress,
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
  const evaluation = checkShowable(exchange, received, sessionTimeMs);
  const holes = valueOf(findHoles(operation, params, secrets, sent));
  progress('revealing');
  const shown = { sent: hiddenRanges(holes, sent.length), received: [{ start: 0, end: received.length }] };
  const result = await revealAndWait(session, shown, deps, progress, signal);
  return checkResult(result, {
    sessionId: session.grant.sessionId,
    exchange,
    sessionTimeMs,
    options: deps.options,
    sent,
    received,
    evaluation,
    holes,
    mode: Mode.MPC,
    customCa: deps.options.customCa !== undefined,
  });
}

/**
 * Shows what is to be shown and waits for the verdict, which can overtake the end of our own reveal: the notary needs nothing more of us,
 * and closes the connection right after its last word.
 */
async function revealAndWait(
  { connection, engine, grant }: PreparedSession,
  shown: RevealRanges,
  { deadlines }: PrepareDeps,
  progress: Progress,
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

function mpcRequest({ method, target, headers, body }: RenderedRequest) {
  const encoder = new TextEncoder();
  return {
    method,
    target,
    headers: headers.map(([name, value]) => [name, encoder.encode(value)] as const),
    ...(body === undefined ? {} : { body }),
  };
}

function serverOf({ request }: RenderedExchange, { options }: PrepareDeps): { host: string; port: number } {
  const { serverName, port } = request.operation.message;
  return { host: options.resolve?.[serverName] ?? serverName, port };
}
