import type { SignedSessionRequest } from '@cloudx3/proto';
import type { Logger } from 'pino';
import type { StartVerifier, VerifierEngine } from '../engine/ports.ts';
import { refuse } from '../refusals.ts';
import type { Refusal } from '../refusals.ts';
import { admit } from '../session/admission.ts';
import type { Admission, AdmissionDeps, Admitted } from '../session/admission.ts';

/** A session that was let in, and the engine that waits for it. Both are to be given back. */
export interface Opening {
  readonly admitted: Admitted;
  readonly engine: VerifierEngine;
}

export type OpeningResult =
  { readonly ok: true; readonly opening: Opening } | { readonly ok: false; readonly refusal: Refusal };

export interface OpeningDeps {
  readonly admission: AdmissionDeps;
  readonly startVerifier: StartVerifier;
  readonly log: Logger;
}

/** SES-1, then the engine. Rejects with the engine's error where it does not start, and then holds nothing. */
export async function openSession(
  signed: SignedSessionRequest,
  deps: OpeningDeps,
  onPhase: Parameters<StartVerifier>[1],
  signal: AbortSignal,
): Promise<OpeningResult> {
  const admission = await admitOrRefuse(signed, deps, signal);
  if (!admission.ok) return admission;
  const { admitted } = admission;
  const { maxRequestBytes, maxResponseBytes } = admitted.operation.message;
  const limits = { maxSentBytes: maxRequestBytes, maxRecvBytes: maxResponseBytes };
  try {
    signal.throwIfAborted();
    return { ok: true, opening: { admitted, engine: await deps.startVerifier(limits, onPhase, signal) } };
  } catch (error) {
    admitted.release();
    throw error;
  }
}

/** A registry or a resolver that fails says nothing about the request, so the prover is asked to come again. */
async function admitOrRefuse(
  signed: SignedSessionRequest,
  { admission, log }: OpeningDeps,
  signal: AbortSignal,
): Promise<Admission> {
  try {
    return await admit(signed, admission, signal);
  } catch (error) {
    if (!signal.aborted) log.warn({ err: error }, 'the registry or the resolver failed');
    return { ok: false, refusal: refuse('registry.unavailable') };
  }
}
