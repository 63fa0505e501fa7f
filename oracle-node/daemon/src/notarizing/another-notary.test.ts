import { NotaryError } from '@cloudx3/notary';
import type { NotaryErrorCode } from '@cloudx3/notary';
import { describe, expect, it } from 'vitest';
import { NodeError } from '../error.ts';
import { isSameForEveryNotary } from './another-notary.ts';

const failed = (code: NotaryErrorCode, refused = false) => new NotaryError(code, code, { refused });

describe('another notary', () => {
  it.each([
    'vendor.unauthorized',
    'vendor.rate_limited',
    'response.truncated',
    'response.json_syntax',
    'reading.absent',
    'observed_at.invalid',
    'prover.secret_echoed',
    'params.value',
    'secrets.missing',
    'request.too_large',
    'mpc.server_unreachable',
    'mpc.server_tls',
    'mpc.certificate_expired',
    'mpc.certificate_unknown_issuer',
    'mpc.response_too_large',
    'mpc.response_malformed',
  ] as const)('is not asked after %s', (code) => {
    expect(isSameForEveryNotary(failed(code))).toBe(true);
  });

  it.each([
    'notary.unreachable',
    'notary.gone',
    'notary.clock',
    'notary.attestation',
    'observed_at.future',
    'mpc.server_closed',
    'mpc.stalled',
    'mpc.deadline',
    'mpc.peer_gone',
    'mpc.exchange_failed',
    'prover.internal',
  ] as const)('is asked after %s', (code) => {
    expect(isSameForEveryNotary(failed(code))).toBe(false);
  });

  it.each([
    'vendor.rate_limited',
    'response.json_syntax',
    'session.unknown_operation',
    'engine.rejected',
  ] as const)('is asked where %s is what the notary says', (code) => {
    expect(isSameForEveryNotary(failed(code, true))).toBe(false);
  });

  it('is not asked where the node itself has no credential, and is after a bug', () => {
    expect(isSameForEveryNotary(new NodeError('node.no_credential', 'none'))).toBe(true);
    expect(isSameForEveryNotary(new TypeError('a bug'))).toBe(false);
  });
});
