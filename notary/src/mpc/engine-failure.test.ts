import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import type { FailureFacts } from './host/child-messages.ts';
import { readFailure } from './engine-failure.ts';
import { MPC_ERROR_CODES } from '../session/error-codes.ts';
import type { MpcErrorCode } from '../session/error-codes.ts';

const QUIET: FailureFacts = { peerClosed: false, serverClosed: false, serverBytes: 0 };
const CERTIFICATE =
  'prover error: io error caused by: core error: invalid peer certificate contents: invalid peer certificate: ';

// The texts are those that tlsn-wasm 0.1.0-alpha.12 was seen to give.
const CASES: readonly [command: string, text: string, facts: Partial<FailureFacts>, code: MpcErrorCode][] = [
  ['exchange', `${CERTIFICATE}UnknownIssuer`, {}, 'mpc.certificate_unknown_issuer'],
  ['exchange', `${CERTIFICATE}CertNotValidForName`, {}, 'mpc.certificate_wrong_name'],
  ['exchange', `${CERTIFICATE}CertExpired`, {}, 'mpc.certificate_expired'],
  ['exchange', `${CERTIFICATE}CertNotValidYet`, {}, 'mpc.certificate_expired'],
  ['exchange', `${CERTIFICATE}BadDer`, {}, 'mpc.certificate_invalid'],
  [
    'verify',
    'verifier error: verification error caused by: invalid server certificate',
    { peerClosed: true },
    'mpc.certificate_invalid',
  ],
  ['exchange', 'anything', { dialErrorCode: 'ECONNREFUSED' }, 'mpc.server_unreachable'],
  [
    'exchange',
    'prover error: io error caused by: received fatal alert: ProtocolVersion',
    { serverClosed: true, serverBytes: 7 },
    'mpc.server_tls',
  ],
  [
    'exchange',
    'prover error: io error caused by: received fatal alert: HandshakeFailure',
    { serverClosed: true },
    'mpc.server_tls',
  ],
  ['exchange', 'connection closed before message completed', { serverClosed: true }, 'mpc.server_closed'],
  ['exchange', 'error reading a body from connection', { serverClosed: true }, 'mpc.server_closed'],
  ['exchange', 'invalid HTTP version parsed', { serverClosed: true }, 'mpc.response_malformed'],
  [
    'exchange',
    'backend error: "record layer error: attempted to receive more data than was configured, increase `max_recv`"',
    {},
    'mpc.response_too_large',
  ],
  [
    'exchange',
    'record layer error: attempted to send more data than was configured',
    {},
    'mpc.request_too_large',
  ],
  [
    'verify',
    'verifier error: config error caused by: max transcript size exceeded caused by: max_sent_data 600 is greater',
    {},
    'mpc.limits_mismatch',
  ],
  [
    'setup',
    'prover error: io error caused by: unexpected end of file',
    { peerClosed: true },
    'mpc.peer_gone',
  ],
  ['reveal', 'range is out of bounds of the transcript', {}, 'mpc.range_out_of_bounds'],
  ['setup', 'something new', {}, 'mpc.setup_failed'],
  ['exchange', 'something new', {}, 'mpc.exchange_failed'],
  ['verify', 'something new', {}, 'mpc.verify_rejected'],
];

describe('readFailure', () => {
  it.each(CASES)('%s: %s', (command, text, facts, code) => {
    expect(readFailure(command, { text, facts: { ...QUIET, ...facts } })).toMatchObject({
      code,
      step: command,
    });
  });

  it('keeps the code of a failure of our own', () => {
    const error = readFailure('start', { text: 'no anchor', facts: QUIET, code: 'mpc.trust_anchor' });
    expect(error).toMatchObject({ code: 'mpc.trust_anchor', message: 'no anchor' });
  });

  it('makes one bounded printable line of whatever the other side made the engine say', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 2000 }), fc.string(), (text, command) => {
        const error = readFailure(command, { text, facts: QUIET });
        expect(MPC_ERROR_CODES).toContain(error.code);
        expect(error.engine).toMatch(/^[ -~]{0,300}$/);
        expect(error.message.length).toBeLessThan(500 + command.length);
      }),
    );
  });
});
