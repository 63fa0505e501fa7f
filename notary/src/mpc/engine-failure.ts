import type { FailureFacts } from './host/child-messages.ts';
import type { MpcErrorCode } from '../session/error-codes.ts';
import { NotaryError } from '../session/error.ts';
import { printable } from '../session/printable.ts';

/** A command that failed in the child, as the child reports it. */
export interface ChildFailure {
  readonly text: string;
  readonly facts: FailureFacts;
  /** Set when it was our own code in the child that failed. */
  readonly code?: MpcErrorCode;
}

interface Rule {
  readonly code: MpcErrorCode;
  readonly message: string;
  readonly text?: RegExp;
  readonly when?: (facts: FailureFacts, command: string) => boolean;
}

/**
 * What the engine's texts mean, first match wins. The one place that knows them; they are those of
 * tlsn-wasm 0.1.0-alpha.12, and the tests of real sessions fail where another version words them differently.
 */
const RULES: readonly Rule[] = [
  {
    code: 'mpc.server_unreachable',
    message: 'The TCP connection to the server could not be made',
    when: (facts) => facts.dialErrorCode !== undefined,
  },
  {
    code: 'mpc.certificate_unknown_issuer',
    message: "The server's certificate comes from an issuer that is not trusted",
    text: /UnknownIssuer/,
  },
  {
    code: 'mpc.certificate_wrong_name',
    message: "The server's certificate is for another name",
    text: /CertNotValidForName/,
  },
  {
    code: 'mpc.certificate_expired',
    message: "The server's certificate is not valid at this time",
    text: /CertExpired|CertNotValidYet/,
  },
  {
    code: 'mpc.certificate_invalid',
    message: "The server's certificate or its signature is not valid",
    text: /invalid peer certificate|invalid server certificate|invalid server signature/,
  },
  {
    code: 'mpc.request_too_large',
    message: 'The request is larger than the session was set up for',
    text: /attempted to send more data than was configured/,
  },
  {
    code: 'mpc.response_too_large',
    message: 'The response is larger than the session was set up for',
    text: /attempted to (?:receive|decrypt) more data/,
  },
  {
    code: 'mpc.limits_mismatch',
    message: 'The limits or engine versions of the two parties do not fit',
    text: /max transcript size exceeded|max record count exceeded|config error caused by: version error/,
  },
  {
    code: 'mpc.server_tls',
    message: 'The server does not speak what MPC-TLS needs (TLS 1.2, ECDHE with P-256, AES-128-GCM)',
    text: /fatal alert: (?:ProtocolVersion|HandshakeFailure|InsufficientSecurity)|peer is incompatible|PeerIncompatible|unsupported server key group/,
  },
  {
    code: 'mpc.peer_gone',
    message: 'The other party closed the MPC channel',
    when: (facts) => facts.peerClosed,
  },
  {
    code: 'mpc.server_closed',
    message: 'The server ended the connection before it had answered',
    text: /connection closed before message completed|error reading a body|fatal alert|unexpected end of file/,
    when: (facts, command) => command === 'exchange' && facts.serverClosed,
  },
  {
    code: 'mpc.response_malformed',
    message: "The server's answer is not HTTP/1.1",
    text: /invalid HTTP|invalid chunk|error reading a body|message head is too large|invalid content-length|parsed/,
    when: (_facts, command) => command === 'exchange',
  },
  {
    code: 'mpc.range_out_of_bounds',
    message: 'A range to reveal lies outside the transcript',
    text: /out of bounds of the transcript/,
  },
];

const FALLBACK: ReadonlyMap<string, MpcErrorCode> = new Map([
  ['start', 'mpc.setup_failed'],
  ['setup', 'mpc.setup_failed'],
  ['exchange', 'mpc.exchange_failed'],
  ['reveal', 'mpc.exchange_failed'],
  ['verify', 'mpc.verify_rejected'],
]);

/** Gives a failure of `command` its code and its words. */
export function readFailure(command: string, { text, facts, code }: ChildFailure): NotaryError {
  // Part of the text comes from the other party or the server.
  const engine = printable(text);
  if (code !== undefined) return new NotaryError(code, engine, { step: command });
  const rule = RULES.find(
    (candidate) => (candidate.text?.test(text) ?? true) && (candidate.when?.(facts, command) ?? true),
  );
  const said = facts.dialErrorCode ?? engine;
  if (rule !== undefined)
    return new NotaryError(rule.code, `${rule.message} (${said}).`, { step: command, engine });
  return new NotaryError(
    FALLBACK.get(command) ?? 'mpc.exchange_failed',
    `The MPC step "${command}" failed (${said}).`,
    {
      step: command,
      engine,
    },
  );
}
