import { Mode } from '@cloudx3/proto';
import type { SessionGrant } from '@cloudx3/proto';
import type { CheckedOperation } from '@cloudx3/verifier-core';
import type { NotaryConnection } from '../connection.ts';
import { asNotaryError } from '../failure.ts';
import { askSession } from '../ask-session.ts';
import type { AskDeps } from '../ask-session.ts';
import type { NotaryTarget } from '../ports.ts';
import { sessionEnd } from '../session-end.ts';
import type { Progress, WaitingSession } from '../waiting-session.ts';
import type { ProverEngine, StartProver } from './engine.ts';
import { orLastWord } from './last-word.ts';
import type { MpcNotarizerOptions } from './options.ts';

/** An MPC prover is slow to say its bind. */
const IDLE_MARGIN_MS = 5_000;

/** A session that is granted and set up: all that is left is the exchange. */
export interface PreparedSession extends WaitingSession {
  readonly connection: NotaryConnection;
  readonly engine: ProverEngine;
  readonly grant: SessionGrant;
}

export interface PrepareDeps extends AskDeps {
  readonly options: MpcNotarizerOptions;
  readonly startProver: StartProver;
}

const STALLED: ReadonlySet<string> = new Set(['mpc.stalled', 'engine.stalled']);

/**
 * Connects, asks for a session and does the setup of MPC; once more where the engine stood still (`DEFAULT_SILENCE_MS`), since nothing was sent to the
 * vendor yet. Rejects with NotaryError and leaves nothing behind.
 */
export async function prepareSession(
  target: NotaryTarget,
  operation: CheckedOperation,
  deps: PrepareDeps,
  signal: AbortSignal,
  progress: Progress = () => undefined,
): Promise<PreparedSession> {
  try {
    return await prepareOnce(target, operation, deps, signal, progress);
  } catch (error) {
    if (!STALLED.has(asNotaryError(error).code)) throw error;
    return prepareOnce(target, operation, deps, signal, progress);
  }
}

async function prepareOnce(
  target: NotaryTarget,
  operation: CheckedOperation,
  deps: PrepareDeps,
  signal: AbortSignal,
  progress: Progress,
): Promise<PreparedSession> {
  progress('connecting');
  const granted = await askSession(target, operation, Mode.MPC, deps, signal);
  const { connection, grant, grantedAt } = granted;
  let engine: ProverEngine | undefined;
  try {
    progress('preparing');
    const { serverName, maxRequestBytes, maxResponseBytes } = operation.message;
    engine = await deps.startProver(
      { serverName, maxSentBytes: maxRequestBytes, maxRecvBytes: maxResponseBytes },
      signal,
    );
    connection.attach(engine.channel);
    await orLastWord(engine.setup(signal), connection);
    return prepared(connection, engine, grant, grantedAt + grant.idleTimeoutMs - deps.now());
  } catch (error) {
    connection.close();
    await engine?.close();
    throw asNotaryError(error);
  }
}

function prepared(
  connection: NotaryConnection,
  engine: ProverEngine,
  grant: SessionGrant,
  idleMs: number,
): PreparedSession {
  const end = sessionEnd(connection, idleMs, IDLE_MARGIN_MS);
  engine.channel.once('close', end.over);
  return {
    connection,
    engine,
    grant,
    ended: end.ended,
    close: async () => {
      end.stop();
      connection.close();
      await engine.close();
    },
  };
}
