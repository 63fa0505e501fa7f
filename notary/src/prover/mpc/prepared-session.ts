import { Mode } from '@cloudx3/proto';
import type { SessionGrant } from '@cloudx3/proto';
import type { CheckedOperation } from '@cloudx3/verifier-core';
import type { ProverEngine, StartProver } from '../../server/engine.ts';
import type { NotaryConnection } from '../connection.ts';
import { asNotaryError } from '../failure.ts';
import { openGranted } from '../granted-session.ts';
import type { GrantDeps } from '../granted-session.ts';
import { orLastWord } from './last-word.ts';
import type { NotarizationPhase, NotaryTarget } from '../ports.ts';
import { sessionEnd } from '../session-end.ts';

/** An MPC prover is slow to say its bind. */
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

export interface SessionOpener extends GrantDeps {
  readonly startProver: StartProver;
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
  progress('connecting');
  const granted = await openGranted(target, operation, Mode.MPC, opener, signal);
  const { connection, grant, grantedAt } = granted;
  let engine: ProverEngine | undefined;
  try {
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
