import { SessionRequestSchema, domainDigest, encode, equalBytes } from '@cloudx3/proto';
import type { Mode, SessionRequest, SignedSessionRequest } from '@cloudx3/proto';
import { verifyWithLibsecp } from '@cloudx3/verifier-core/node';
import { MAX_SKEW_MS } from '../../session/skew.ts';
import { refuse, refused } from '../../session/refusals.ts';
import type { Refusal, Refused } from '../../session/refusals.ts';

const MAX_LIFETIME_MS = 120_000n;
const NONCE_BYTES = 16;

/** Whom a notary serves, and as whom. `M` is what it has of each mode that it runs. */
export interface Site<M = unknown> {
  readonly network: { readonly chainId: string; readonly oracle: string };
  readonly notary: Uint8Array;
  readonly modes: ReadonlyMap<Mode, M>;
}

/** What of SES-1 can be seen from the request alone, cheapest first; the signature last, since it costs most. */
export function checkRequest<M>(
  signed: SignedSessionRequest,
  site: Site<M>,
  nowMs: number,
): { readonly ok: true; readonly request: SessionRequest; readonly mode: M } | Refused {
  const { request } = signed;
  if (request === undefined) return refused(refuse('session.malformed'));
  const addressed = checkAddress(request, site);
  if (addressed !== undefined) return refused(addressed);
  // SES-1: the mode is one that the notary runs
  const mode = site.modes.get(request.mode);
  if (mode === undefined) return refused(refuse('session.mode'));
  if (request.nonce.length !== NONCE_BYTES) return refused(refuse('session.nonce'));
  const refusal = checkTimes(request, BigInt(nowMs)) ?? checkSignature(request, signed.signature);
  return refusal === undefined ? { ok: true, request, mode } : refused(refusal);
}

function checkAddress(request: SessionRequest, site: Site): Refusal | undefined {
  if (request.version !== 1) return refuse('session.version');
  // SES-1: addressed to this network
  const { network } = request;
  if (network?.chainId !== site.network.chainId || network.oracle !== site.network.oracle) {
    return refuse('session.network');
  }
  // SES-1: and to this notary
  return equalBytes(request.notary, site.notary) ? undefined : refuse('session.notary');
}

function checkTimes(request: SessionRequest, now: bigint): Refusal | undefined {
  const { issuedAtMs, expiresAtMs } = request;
  // SES-1: issued_at ≤ now + 30 s
  if (issuedAtMs > now + MAX_SKEW_MS) return refuse('session.future');
  // SES-1: now < expires_at
  if (expiresAtMs <= now) return refuse('session.expired');
  // SES-1: expires_at − issued_at ≤ 120 s. An expiry before the issue needs no rule: one of the two above refuses it,
  // or the request lives at most as long as the skew that is allowed.
  return expiresAtMs - issuedAtMs > MAX_LIFETIME_MS ? refuse('session.lifetime') : undefined;
}

/** SES-1: signed by its prover. */
function checkSignature(request: SessionRequest, signature: Uint8Array): Refusal | undefined {
  const digest = domainDigest('sessionRequest', encode(SessionRequestSchema, request));
  return verifyWithLibsecp(digest, signature, request.prover) ? undefined : refuse('session.signature');
}
