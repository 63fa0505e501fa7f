import { bytesToHex } from '@noble/hashes/utils.js';
import { Mode, equalBytes } from '@cloudx3/proto';
import type { SessionRequest, SignedSessionRequest } from '@cloudx3/proto';
import type { CheckedOperation, ModeName } from '@cloudx3/verifier-core';
import type { ModeLimits } from '../../session/limits.ts';
import { refuse, refused } from '../../session/refusals.ts';
import type { Refusal, Refused } from '../../session/refusals.ts';
import type { Registry } from '../registry/port.ts';
import type { NonceMemory } from './nonces.ts';
import { refuseHost, refuseRequest } from './policy.ts';
import type { NotaryPolicy } from './policy.ts';
import { readOnce } from './read-once.ts';
import { checkRequest } from './request-rules.ts';
import type { Site } from './request-rules.ts';
import type { ReleaseSlot, SessionSlots } from './slots.ts';

/** What of a mode bears on its sessions, whatever engine runs them. */
export interface ModeTerms {
  readonly mode: ModeName;
  /** What the notary allows of this mode. */
  readonly limits: ModeLimits;
  /** Rule SES-3: whether a connection may carry another session after an attested one of this mode. */
  readonly keepsConnection: boolean;
}

/** A mode, and how many sessions of it there are. */
export interface AdmittedMode extends ModeTerms {
  /** Of each mode its own: a thousand PROXY sessions cost less than one of MPC. */
  readonly slots: SessionSlots;
}

/** A request that SES-1 lets in. */
export interface Admitted<M extends ModeTerms = ModeTerms> {
  readonly request: SessionRequest;
  readonly mode: M;
  readonly operation: CheckedOperation;
  /** 16 random bytes. */
  readonly sessionId: Uint8Array;
  /** To be called when the session ends, however it ends. */
  readonly release: ReleaseSlot;
}

export type Admission<M extends ModeTerms = ModeTerms> =
  { readonly ok: true; readonly admitted: Admitted<M> } | Refused;

export interface AdmissionDeps<M extends AdmittedMode = AdmittedMode> {
  readonly site: Site<M>;
  readonly registry: Registry;
  readonly policy: NotaryPolicy;
  /** Undefined for a host that may be served. */
  readonly checkHost: (serverName: string, signal: AbortSignal) => Promise<Refusal | undefined>;
  readonly nonces: NonceMemory;
  /** Unix milliseconds. */
  readonly now: () => number;
  readonly random: (length: number) => Uint8Array;
}

/**
 * Rule SES-1 as a ladder of guards: what the request shows by itself, what the registry says of its prover, what it asks for, and last
 * what is taken for it. Rejects only when a port does.
 */
export async function admit<M extends AdmittedMode>(
  signed: SignedSessionRequest,
  deps: AdmissionDeps<M>,
  signal: AbortSignal,
): Promise<Admission<M>> {
  // SES-1: limits. Asked first because it is cheapest; what counts is the slot taken below.
  const asked = deps.site.modes.get(signed.request?.mode ?? Mode.UNSPECIFIED);
  if (asked?.slots.full === true) return refused(refuse('limit.sessions'));
  const checked = checkRequest(signed, deps.site, deps.now());
  if (!checked.ok) return checked;
  const { request, mode } = checked;
  // SES-1: the notary's own policy. Before anybody is asked, and after the signature: nobody is told what another may.
  const unwanted = refuseRequest(request, deps.policy);
  if (unwanted !== undefined) return refused(unwanted);
  // SES-1: the prover is a registered, active operator
  const operator = await deps.registry.operator(request.prover, signal);
  if (operator === undefined) return refused(refuse('session.unknown_operator'));
  if (!operator.active) return refused(refuse('session.inactive_operator'));
  // SES-1: its nonce was not seen. Taken here, so that one request cannot be tried again and again.
  const key = bytesToHex(request.prover);
  const seen = deps.nonces.take(key, bytesToHex(request.nonce), Number(request.expiresAtMs), deps.now());
  if (seen !== undefined) return refused(seen);
  const found = await findOperation(request.operationId, mode.limits, deps.registry, signal);
  if (!found.ok) return found;
  const { operation } = found;
  // SES-1: its host is one that the policy names, and not a private address
  const elsewhere = refuseHost(operation.message.serverName, deps.policy);
  if (elsewhere !== undefined) return refused(elsewhere);
  const host = await deps.checkHost(operation.message.serverName, signal);
  if (host !== undefined) return refused(host);
  // SES-1: limits on sessions, per operator and in all
  const slot = mode.slots.take(key);
  if (!slot.ok) return slot;
  const { release } = slot;
  return { ok: true, admitted: { request, mode, operation, sessionId: deps.random(16), release } };
}

type Found = { readonly ok: true; readonly operation: CheckedOperation } | Refused;

/** SES-1: the operation is published; and it is of a size that this notary runs (SES-3). */
async function findOperation(
  id: Uint8Array,
  limits: ModeLimits,
  registry: Registry,
  signal: AbortSignal,
): Promise<Found> {
  const bytes = id.length === 32 ? await registry.operation(id, signal) : undefined;
  if (bytes === undefined) return refused(refuse('session.unknown_operation'));
  const operation = readOnce(bytes);
  if (!operation.ok) return refused(refuse('session.unreadable_operation', operation.message));
  // The registry is on a chain that this notary reads through somebody's RPC: the id is what binds the bytes.
  if (!equalBytes(operation.value.id, id)) return refused(refuse('session.unreadable_operation'));
  const { maxRequestBytes, maxResponseBytes } = operation.value.message;
  if (maxRequestBytes > limits.maxRequestBytes || maxResponseBytes > limits.maxResponseBytes) {
    const largest = `requests up to ${limits.maxRequestBytes} and responses up to ${limits.maxResponseBytes} bytes`;
    return refused(refuse('limit.operation_size', `In this mode the notary runs ${largest}`));
  }
  return { ok: true, operation: operation.value };
}
