import { isMpcErrorCode } from '../../session/error-codes.ts';
import { NotaryError } from '../../session/error.ts';
import { within } from '../../session/within.ts';
import type { NotaryConnection } from '../connection.ts';

/** How long the other one's word on a failed session is waited for. */
const LAST_WORD_MS = 2_000;

/**
 * The work's outcome. Where it fails, engine and notary may both have something to say; the one that knows the cause is believed. An engine
 * that names it (a server's certificate, for example) needs no other word: the notary's engine only sees a prover that broke off. One
 * that only saw its session end waits for the notary's.
 */
export async function orLastWord<T>(
  work: Promise<T>,
  connection: Pick<NotaryConnection, 'ended'>,
): Promise<T> {
  try {
    return await Promise.race([work, connection.ended.then((error) => Promise.reject(error))]);
  } catch (error) {
    // The loser of the race: an engine that fails because it is closed.
    work.catch(() => undefined);
    if (!(error instanceof NotaryError)) throw error;
    if (isEcho(error)) throw (await within(ownWord(work), LAST_WORD_MS)) ?? error;
    if (!isVague(error)) throw error;
    const last = await within(connection.ended, LAST_WORD_MS);
    const saysMore = last?.refused === true || error.code === 'mpc.peer_gone';
    throw saysMore ? (last ?? error) : error;
  }
}

/** Whether the notary only tells that its engine broke, as it does too where ours broke first. */
function isEcho({ code, refused }: NotaryError): boolean {
  return refused && (code === 'engine.rejected' || code === 'engine.failed' || code === 'engine.stalled');
}

/** Whether an engine's failure says no more than that its session ended. */
function isVague({ code }: NotaryError): boolean {
  return code === 'mpc.peer_gone' || code === 'mpc.setup_failed' || code === 'mpc.exchange_failed';
}

/** Why the work failed by itself; never resolves where it did not, or where the engine has no words for it. */
function ownWord(work: Promise<unknown>): Promise<NotaryError> {
  return new Promise((resolve) => {
    work.catch((error: unknown) => {
      if (!(error instanceof NotaryError) || !isMpcErrorCode(error.code)) return;
      if (error.code !== 'mpc.aborted' && !isVague(error)) resolve(error);
    });
  });
}
