import { Mode } from '@cloudx3/proto';
import type { SignedSessionRequest } from '@cloudx3/proto';
import { checkProxyFit } from '@cloudx3/verifier-core';
import type { Logger } from 'pino';
import type { CarrierEvents, CarryingEngine, StartCarrier, StartVerifier, VerifierEngine } from './engine.ts';
import { refuse } from '../session/refusals.ts';
import type { Refusal } from '../session/refusals.ts';
import { admit } from './admission/admission.ts';
import type { Admission, AdmissionDeps, Admitted } from './admission/admission.ts';

/** A session that was let in, and the engine that waits for it. Both are to be given back. */
export interface Opening {
  readonly admitted: Admitted;
  readonly engine: VerifierEngine | CarryingEngine;
}

export type OpeningResult =
  { readonly ok: true; readonly opening: Opening } | { readonly ok: false; readonly refusal: Refusal };

export interface OpeningDeps {
  readonly admission: AdmissionDeps;
  readonly startVerifier: StartVerifier;
  readonly startCarrier: StartCarrier;
  readonly log: Logger;
}

export interface OpeningEvents {
  readonly onPhase: Parameters<StartVerifier>[1];
  readonly carrier: CarrierEvents;
}

/** SES-1, then the engine. Rejects with the engine's error where it does not start, and then holds nothing. */
export async function openSession(
  signed: SignedSessionRequest,
  deps: OpeningDeps,
  { onPhase, carrier }: OpeningEvents,
  signal: AbortSignal,
): Promise<OpeningResult> {
  const admission = await admitOrRefuse(signed, deps, signal);
  if (!admission.ok) return admission;
  const { admitted } = admission;
  if (admitted.request.mode === Mode.PROXY) return openCarried(admitted, deps, carrier);
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

/** PRX-1: only what can be hidden by its length is carried. */
function openCarried(admitted: Admitted, deps: OpeningDeps, events: CarrierEvents): OpeningResult {
  const fits = checkProxyFit(admitted.operation);
  if (!fits.ok) {
    admitted.release();
    return { ok: false, refusal: refuse(fits.code, `${fits.field ?? 'holes'} ${fits.message}`) };
  }
  return { ok: true, opening: { admitted, engine: deps.startCarrier(admitted, events) } };
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
