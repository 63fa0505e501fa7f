import type { SignedSessionRequest } from '@cloudx3/proto';
import { MODES } from '@cloudx3/verifier-core';
import type { CheckedOperation } from '@cloudx3/verifier-core';
import type { Logger } from 'pino';
import type { SessionLimits } from '../session/limits.ts';
import { refuse, refused } from '../session/refusals.ts';
import type { Refusal, Refused } from '../session/refusals.ts';
import { admit } from './admission/admission.ts';
import type { Admission, AdmissionDeps, Admitted, AdmittedMode } from './admission/admission.ts';
import type { EngineEvents, ModeEngine, SessionEngine } from './engine.ts';

/** A mode as a notary that is running has it. */
export interface RunningMode extends AdmittedMode {
  readonly engine: ModeEngine;
}

/** A session that was let in, and the engine that waits for it. Both are to be given back. */
export interface StartedSession {
  readonly admitted: Admitted<RunningMode>;
  readonly engine: SessionEngine;
}

export interface StartDeps {
  readonly admission: AdmissionDeps<RunningMode>;
  readonly limits: SessionLimits;
  readonly log: Logger;
}

/**
 * SES-1, then the engine. Rejects with the engine's error where it does not start, and with the signal's reason where it is given up, and
 * then holds nothing.
 */
export async function startSession(
  signed: SignedSessionRequest,
  deps: StartDeps,
  events: EngineEvents,
  signal: AbortSignal,
): Promise<{ readonly ok: true; readonly started: StartedSession } | Refused> {
  const admission = await admitOrRefuse(signed, deps, signal);
  if (!admission.ok) return admission;
  const { admitted } = admission;
  const { mode, operation, sessionId } = admitted;
  let engine: SessionEngine | undefined;
  try {
    const unfit = unfitFor(mode, operation);
    if (unfit !== undefined) {
      admitted.release();
      return refused(unfit);
    }
    signal.throwIfAborted();
    engine = await mode.engine.start({ operation, sessionId, limits: deps.limits }, events, signal);
    signal.throwIfAborted();
    return { ok: true, started: { admitted, engine } };
  } catch (error) {
    await engine?.close();
    admitted.release();
    throw error;
  }
}

/** An operation that cannot be read in its mode at all (rule PRX-1) needs no engine. */
function unfitFor({ engine }: RunningMode, operation: CheckedOperation): Refusal | undefined {
  const fits = MODES[engine.mode].fits(operation);
  return fits.ok ? undefined : refuse(fits.code, `${fits.field ?? 'holes'} ${fits.message}`);
}

/** A registry or a resolver that fails says nothing about the request, so the prover is asked to come again. */
async function admitOrRefuse(
  signed: SignedSessionRequest,
  { admission, log }: StartDeps,
  signal: AbortSignal,
): Promise<Admission<RunningMode>> {
  try {
    return await admit(signed, admission, signal);
  } catch (error) {
    if (!signal.aborted) log.warn({ err: error }, 'the registry or the resolver failed');
    return refused(refuse('registry.unavailable'));
  }
}
