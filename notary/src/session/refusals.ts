import { CORE_CODES } from '@cloudx3/verifier-core';
import type { CoreCode } from '@cloudx3/verifier-core';
import { TLS13_ERROR_CODES, Tls13Error } from '@cloudx3/tls13';
import type { Tls13ErrorCode } from '@cloudx3/tls13';

/**
 * Why a notary ends a session without an attestation, each with what the prover can do about it. The codes cross the wire in
 * SessionRefusal and serve as metric labels: they keep their meaning for ever. What is wrong with the exchange itself is said in the
 * codes of `@cloudx3/verifier-core`, since a verifier would say the same.
 */
export const REFUSALS = {
  'session.malformed':
    'The frame is no message of the session protocol. Use a prover of the same protocol version.',
  'session.unexpected':
    'The message does not belong at this point of a session. Open, bind and exchange once, in this order.',
  'session.frame_too_large':
    'The frame is larger than a session allows. Split the stream into smaller frames.',
  'session.version': 'The notary knows version 1 of the session protocol only.',
  'session.network':
    'The request is for another chain or oracle contract than the notary serves. Compare both configurations.',
  'session.notary':
    'The request is addressed to another notary key. Take the key from the registry on chain.',
  'session.mode': 'The notary does not run this mode. Take another notary, or another mode.',
  'session.nonce': 'The nonce of a request is 16 random bytes.',
  'session.future':
    "The request was issued in the future by the notary's clock. Set the clock of the prover.",
  'session.expired':
    "The request has expired by the notary's clock. Set the clock of the prover, or send requests sooner.",
  'session.lifetime': 'A request lives at most 120 seconds from its issue to its expiry.',
  'session.replayed': 'The nonce was seen before. Sign a new request for each session.',
  'session.signature': 'The signature is not by the key that the message names.',
  'session.unknown_operator': 'The key is not registered as an operator on chain. Register it first.',
  'session.inactive_operator': 'The operator is registered but not active. Have it set active on chain.',
  'session.unknown_operation': 'The operation is not published on chain. Publish it first.',
  'session.unreadable_operation':
    "The published operation does not satisfy the rules of this notary's version.",
  'session.operator_refused':
    'This notary serves operators whom its own operator named. Ask that one, or take another notary.',
  'session.operation_refused':
    'This notary does not notarize the operation. Take one that it does, or another notary.',
  'session.host_refused':
    "This notary does not notarize sessions with the operation's server. Take another notary.",
  'session.price':
    'The session is bound to what pays this notary less than it asks for. Raise the notary reward, or take another notary.',
  'session.unpaid':
    'This notary serves no session that nothing on chain pays for. Bind it to a round or a command, or take another notary.',
  'session.private_host':
    "The server's name leads to a private or special address, which a notary does not serve.",
  'session.unresolved_host': "The server's name does not resolve where the notary stands.",
  'session.other_session': 'The bind names another session than the one it was sent in.',
  'session.subject':
    'The subject is the id of a device: at most 90 visible ASCII characters, or empty. An operation with rows has one for each item of its list, and no other.',
  'session.context':
    'The bind has no valid context: a round, a command, a binding of its subject, a probe of 16 to 32 bytes; with rows a round of a group or a probe.',
  'session.early_exchange': 'The exchange began before the session was bound. Bind first.',
  'limit.sessions': 'The notary runs as many sessions as it can. Try again shortly, or take another notary.',
  'limit.operator_sessions': 'The operator has as many sessions open as one may. Finish or close some first.',
  'limit.operator_requests': 'The operator has sent too many requests within their lifetime. Send fewer.',
  'limit.connections': 'Too many connections wait for their first message. Try again shortly.',
  'limit.operation_size':
    'The operation allows larger requests or responses than this notary runs. Publish a smaller one, or take another notary.',
  'limit.bytes': 'The session moved more bytes than one may.',
  'deadline.open':
    'No request came in time, or it could not be checked in time. Send it right after connecting.',
  'deadline.setup': 'The setup of MPC took too long. Check the load of both machines and the network.',
  'deadline.idle': 'The session was not bound in time. Prepare sessions nearer to their use.',
  'deadline.online':
    'The exchange was not finished in time. Check the load of both machines, the network and the vendor.',
  'registry.unavailable':
    'The notary cannot reach the chain at the moment. Try again shortly, or take another notary.',
  'engine.failed': 'The MPC process of the notary failed. Open a new session.',
  'engine.stalled':
    'The setup of MPC came to a stop, which its engine does now and then. Open a new session.',
  'engine.rejected': 'MPC found the session not to be genuine, or the prover ended it. Open a new session.',
  'proxy.dial':
    "The notary cannot reach the vendor's server. Try another notary, or look whether the vendor is up.",
  'proxy.server_gone': 'The vendor ended the connection before the request could be sent. Try again later.',
  'proxy.early_data': 'Application data came before the commitment to the keys. Commit first (PRX-4).',
  'proxy.commitment': 'The commitment is not one digest for each public epoch (PRX-4).',
  'proxy.record_type': 'A record of the prover is of a type that does not belong there (PRX-5).',
  'proxy.record_length': 'A record of the prover has another length than the operation explains (PRX-5).',
  'proxy.record_extra': 'The prover sent more records than the operation explains (PRX-5).',
  'proxy.unfinished': 'The request was not sent to its end (PRX-6).',
  'proxy.not_closed':
    'The session was finished before the server had closed it, so that something may follow (PRX-6).',
  'proxy.opening':
    'What was opened is not what was committed to, or not what belongs there: key and IV of the client, the secret of the server (PRX-7).',
  'proxy.record_open': 'A record of the request does not open under the key that was committed to (PRX-8).',
  'proxy.response_open':
    'A record of the response does not open under the key that was committed to (PRX-8).',
  'proxy.padding':
    'A record of the prover is padded otherwise than the rules say: a public one to 16 bytes where it is shorter, no other (PRX-8).',
  'proxy.key_update': 'A public epoch does not end with a KeyUpdate (PRX-8).',
  'proxy.key_update_missing':
    'The KeyUpdate that ends a hidden epoch was left out, so that more was hidden than the hole (PRX-8).',
  'proxy.server_record': 'The server sent a record that does not belong after a handshake (PRX-8).',
  'proxy.server_alert': 'The server ended the session with an alert. Try again, or read in MPC mode (PRX-8).',
  'proxy.key_update_refused':
    'The server ended the session without an answer where the request changed its keys. Try again; if it stays so, it takes no KeyUpdate and cannot be read with hidden parts in PROXY mode: read it in MPC mode (PRX-10).',
  'statement.server_name': 'The TLS session was held with another server than the operation names.',
  'statement.response_hidden': 'Part of the response is hidden. All of it must be shown.',
  'statement.too_large':
    'The attestation would be longer than anybody reads. Ask for fewer rows, or publish an operation with fewer readings.',
  'notary.stopping': 'The notary is shutting down. Take another one, or try again later.',
  'notary.internal':
    'The notary failed in a way it did not foresee. Its operator finds the cause in its log.',
} as const satisfies Record<string, string>;

export type NotaryRefusalCode = keyof typeof REFUSALS;
/** Every code that a SessionRefusal can carry: a notary that carries a TLS session says in TLS' words what is wrong with it. */
export type RefusalCode = NotaryRefusalCode | CoreCode | Tls13ErrorCode;

const TLS_CODES: ReadonlySet<string> = new Set(TLS13_ERROR_CODES);

/** The end of a session that made no attestation. An expected outcome, so a value and no exception. */
export interface Refusal {
  readonly code: RefusalCode;
  readonly message: string;
}

/** What a check gives in place of its value. */
export interface Refused {
  readonly ok: false;
  readonly refusal: Refusal;
}

/** A refusal with the text of its code, and before it what was found, if that says more. */
export function refuse(code: RefusalCode, detail?: string): Refusal {
  return { code, message: detail === undefined ? textOf(code) : `${detail}. ${textOf(code)}` };
}

export function refused(refusal: Refusal): Refused {
  return { ok: false, refusal };
}

/** Whether a text from the wire is a code that this version knows. */
export function isRefusalCode(code: string): code is RefusalCode {
  return Object.hasOwn(REFUSALS, code) || Object.hasOwn(CORE_CODES, code) || TLS_CODES.has(code);
}

function textOf(code: RefusalCode): string {
  if (isOwn(code)) return REFUSALS[code];
  return isTls(code) ? new Tls13Error(code).message : CORE_CODES[code];
}

function isOwn(code: RefusalCode): code is NotaryRefusalCode {
  return Object.hasOwn(REFUSALS, code);
}

function isTls(code: RefusalCode): code is Tls13ErrorCode {
  return TLS_CODES.has(code);
}
