import { toHex } from '../../session/hex.ts';
import type { CheckedOperation } from '@cloudx3/verifier-core';
import type { SessionRequest, SignedSessionRequest } from '@cloudx3/proto';
import { Mode, equalBytes } from '@cloudx3/proto';
import { refuse } from '../../session/refusals.ts';
import type { Refusal } from '../../session/refusals.ts';
import type { Registry } from '../registry/port.ts';
import { limitsOf } from '../../session/limits.ts';
import type { SessionLimits } from '../../session/limits.ts';
import type { NonceMemory } from './nonces.ts';
import { readOnce } from './read-once.ts';
import { checkRequest } from './request-rules.ts';
import type { Site } from './request-rules.ts';
import type { ReleaseSlot, SessionSlots } from './slots.ts';

/** A request that SES-1 lets in. */
export interface Admitted {
  readonly request: SessionRequest;
  readonly operation: CheckedOperation;
  /** 16 random bytes. */
  readonly sessionId: Uint8Array;
  /** To be called when the session ends, however it ends. */
  readonly release: ReleaseSlot;
}

export type Admission =
  { readonly ok: true; readonly admitted: Admitted } | { readonly ok: false; readonly refusal: Refusal };

export interface AdmissionDeps {
  readonly site: Site;
  readonly limits: SessionLimits;
  readonly registry: Registry;
  /** Undefined for a host that may be served. */
  readonly checkHost: (serverName: string, signal: AbortSignal) => Promise<Refusal | undefined>;
  /** Of each mode its own: a thousand PROXY sessions cost less than one of MPC. */
  readonly slots: (mode: Mode) => SessionSlots;
  readonly nonces: NonceMemory;
  readonly now: () => number;
  readonly random: (length: number) => Uint8Array;
}

/**
 * Rule SES-1 as a ladder of guards: what the request shows by itself, what the registry says of its prover, what it asks for, and last
 * what is taken for it. Rejects only when a port does.
 */
export async function admit(
  signed: SignedSessionRequest,
  deps: AdmissionDeps,
  signal: AbortSignal,
): Promise<Admission> {
  const slots = deps.slots(signed.request?.mode ?? Mode.UNSPECIFIED);
  // SES-1: limits. Asked first because it is cheapest; what counts is the slot taken below.
  if (slots.full) return refused(refuse('limit.sessions'));
  const checked = checkRequest(signed, deps.site, deps.now());
  if (!checked.ok) return checked;
  const { request } = checked;
  // SES-1: the prover is a registered, active operator
  const operator = await deps.registry.operator(request.prover, signal);
  if (operator === undefined) return refused(refuse('session.unknown_operator'));
  if (!operator.active) return refused(refuse('session.inactive_operator'));
  // SES-1: its nonce was not seen. Taken here, so that one request cannot be tried again and again.
  const key = toHex(request.prover);
  const seen = deps.nonces.take(key, toHex(request.nonce), Number(request.expiresAtMs), deps.now());
  if (seen !== undefined) return refused(seen);
  const operation = await findOperation(request, deps, signal);
  if (!operation.ok) return operation;
  // SES-1: its host is not a private address
  const host = await deps.checkHost(operation.operation.message.serverName, signal);
  if (host !== undefined) return refused(host);
  // SES-1: limits on sessions, per operator and in all
  const slot = slots.take(key);
  if (!slot.ok) return slot;
  const sessionId = deps.random(16);
  return {
    ok: true,
    admitted: { request, operation: operation.operation, sessionId, release: slot.release },
  };
}

type Found =
  | { readonly ok: true; readonly operation: CheckedOperation }
  | { readonly ok: false; readonly refusal: Refusal };

/** SES-1: the operation is published; and it is of a size that this notary runs (SES-3). */
async function findOperation(
  { operationId: id, mode }: SessionRequest,
  deps: AdmissionDeps,
  signal: AbortSignal,
): Promise<Found> {
  const bytes = id.length === 32 ? await deps.registry.operation(id, signal) : undefined;
  if (bytes === undefined) return refused(refuse('session.unknown_operation'));
  const operation = readOnce(bytes);
  if (!operation.ok) return refused(refuse('session.unreadable_operation', operation.message));
  // The registry is on a chain that this notary reads through somebody's RPC: the id is what binds the bytes.
  if (!equalBytes(operation.value.id, id)) return refused(refuse('session.unreadable_operation'));
  const { maxRequestBytes, maxResponseBytes } = operation.value.message;
  const limits = limitsOf(deps.limits, mode);
  if (maxRequestBytes > limits.maxRequestBytes || maxResponseBytes > limits.maxResponseBytes) {
    const largest = `requests up to ${limits.maxRequestBytes} and responses up to ${limits.maxResponseBytes} bytes`;
    return refused(refuse('limit.operation_size', `In this mode the notary runs ${largest}`));
  }
  return { ok: true, operation: operation.value };
}

function refused(refusal: Refusal): { readonly ok: false; readonly refusal: Refusal } {
  return { ok: false, refusal };
}
