import { Mode, SignedSessionRequestSchema, create } from '@cloudx3/proto';
import type { MessageInitShape, SignedSessionRequest } from '@cloudx3/proto';
import { describe, expect, it } from 'vitest';
import { NETWORK, notaryKey, proverKey, testKey } from '../../test-support/fixture.ts';
import { signedRequest } from '../../test-support/raw-prover.ts';
import type { RequestOverrides } from '../../test-support/raw-prover.ts';
import { checkRequest } from './request-rules.ts';

const NOW = 1_800_000_000_000;
const now = BigInt(NOW);
const site = { network: NETWORK, notary: notaryKey.pubkey, modes: new Map([[Mode.MPC, 'MPC']]) };
const times = { issuedAtMs: now, expiresAtMs: now + 60_000n };

function message(init: MessageInitShape<typeof SignedSessionRequestSchema>): SignedSessionRequest {
  return create(SignedSessionRequestSchema, init);
}

function codeOf(overrides: RequestOverrides): string {
  const result = checkRequest(message(signedRequest({ ...times, ...overrides })), site, NOW);
  return result.ok ? 'ok' : result.refusal.code;
}

describe('checkRequest (SES-1)', () => {
  it.each<[string, RequestOverrides]>([
    ['session.version', { version: 2 }],
    ['session.network', { network: { ...NETWORK, chainId: 'other' } }],
    ['session.network', { network: { ...NETWORK, oracle: 'other' } }],
    ['session.notary', { notary: testKey(8).pubkey }],
    ['session.mode', { mode: Mode.PROXY }],
    ['session.mode', { mode: Mode.UNSPECIFIED }],
    ['session.nonce', { nonce: new Uint8Array(15) }],
    ['session.nonce', { nonce: new Uint8Array(17) }],
    ['session.future', { issuedAtMs: now + 30_001n }],
    ['ok', { issuedAtMs: now + 30_000n, expiresAtMs: now + 30_001n }],
    ['session.expired', { issuedAtMs: now - 60_000n, expiresAtMs: now }],
    ['ok', { issuedAtMs: now - 60_000n, expiresAtMs: now + 1n }],
    ['session.lifetime', { issuedAtMs: now - 1n, expiresAtMs: now + 120_000n }],
    ['ok', { issuedAtMs: now, expiresAtMs: now + 120_000n }],
    ['ok', {}],
  ])('%s', (code, overrides) => {
    expect(codeOf(overrides)).toBe(code);
  });

  it('refuses a request that another key has signed, one that was changed after, and one without a body', () => {
    const signed = signedRequest({ ...times, prover: proverKey.pubkey }, testKey(3));
    expect(checkRequest(message(signed), site, NOW)).toMatchObject({
      refusal: { code: 'session.signature' },
    });
    const good = signedRequest(times);
    good.request.operationId = new Uint8Array(32).fill(1);
    expect(checkRequest(message(good), site, NOW)).toMatchObject({
      refusal: { code: 'session.signature' },
    });
    expect(checkRequest(message({ signature: new Uint8Array(64) }), site, NOW)).toMatchObject({
      refusal: { code: 'session.malformed' },
    });
  });
});
