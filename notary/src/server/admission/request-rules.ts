import { SessionRequestSchema, domainDigest, encode, equalBytes } from '@cloudx3/proto';
import type { Mode, SessionRequest, SignedSessionRequest } from '@cloudx3/proto';
import { verifyWithLibsecp } from '@cloudx3/verifier-core/node';
import { refuse } from '../../session/refusals.ts';
import type { Refusal } from '../../session/refusals.ts';

/** How far a prover's clock may be ahead of the notary's. */
const MAX_SKEW_MS = 30_000n;
const MAX_LIFETIME_MS = 120_000n;
const NONCE_BYTES = 16;

/** Whom a notary serves, and as whom. */
export interface Site {
  readonly network: { readonly chainId: string; readonly oracle: string };
  readonly notary: Uint8Array;
  readonly modes: readonly Mode[];
}

/** What of SES-1 can be seen from the request alone, cheapest first; the signature last, since it costs most. */
export function checkRequest(
  signed: SignedSessionRequest,
  site: Site,
  nowMs: number,
):
  | { readonly ok: true; readonly request: SessionRequest }
  | { readonly ok: false; readonly refusal: Refusal } {
  const { request } = signed;
  if (request === undefined) return { ok: false, refusal: refuse('session.malformed') };
  const refusal =
    checkFields(request, site) ??
    checkTimes(request, BigInt(nowMs)) ??
    checkSignature(request, signed.signature);
  return refusal === undefined ? { ok: true, request } : { ok: false, refusal };
}

function checkFields(request: SessionRequest, site: Site): Refusal | undefined {
  if (request.version !== 1) return refuse('session.version');
  // SES-1: addressed to this network
  const { network } = request;
  if (network?.chainId !== site.network.chainId || network.oracle !== site.network.oracle) {
    return refuse('session.network');
  }
  // SES-1: and to this notary
  if (!equalBytes(request.notary, site.notary)) return refuse('session.notary');
  // SES-1: the mode is one that the notary runs
  if (!site.modes.includes(request.mode)) return refuse('session.mode');
  return request.nonce.length === NONCE_BYTES ? undefined : refuse('session.nonce');
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
