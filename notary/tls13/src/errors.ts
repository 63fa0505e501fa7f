import { CodedError } from '@cloudx3/errors';
import { ALERTS } from './record/alert.ts';
import type { AlertName } from './record/alert.ts';

/**
 * Every way in which a session can fail: the text, and the alert that RFC 8446 section 6.2 wants to be sent for it
 * (none where the peer is gone, or where it is the auditor who speaks, who is no party of the session).
 */
const CODES = {
  'tls.version': [
    'The server does not speak TLS 1.3. PROXY mode needs it; a server that has TLS 1.2 only can be read in MPC mode.',
    'protocol_version',
  ],
  'tls.downgrade': [
    'The server answered with an old version although it knows TLS 1.3: somebody between may have changed the hello.',
    'illegal_parameter',
  ],
  'tls.server_name': ['The server name must be a DNS name in lower case, not an address.', undefined],

  'tls.certificate.malformed': ['A certificate of the server cannot be read.', 'bad_certificate'],
  'tls.certificate.missing': ['The server sent no certificate.', 'decode_error'],
  'tls.certificate.limits': [
    'The certificate chain of the server is longer than is accepted.',
    'bad_certificate',
  ],
  'tls.certificate.expired': ['A certificate of the server has expired.', 'certificate_expired'],
  'tls.certificate.not_yet_valid': [
    'A certificate of the server is not valid yet. Check the clock of this machine.',
    'certificate_expired',
  ],
  'tls.certificate.name': ['The certificate of the server is for other names.', 'bad_certificate'],
  'tls.certificate.untrusted': [
    'No path leads from the certificate of the server to a trusted authority. For a private authority, configure its certificate.',
    'unknown_ca',
  ],
  'tls.certificate.key_usage': [
    'A certificate of the server may not be used to authenticate a TLS server.',
    'unsupported_certificate',
  ],
  'tls.certificate.constraints': [
    'The certificate chain breaks a constraint that it states itself.',
    'bad_certificate',
  ],
  'tls.certificate.algorithm': [
    'A certificate of the server has a key or a signature that is too weak, or of an unknown kind.',
    'unsupported_certificate',
  ],
  'tls.certificate_verify': [
    'The server did not prove that it has the private key of its certificate.',
    'decrypt_error',
  ],
  'tls.finished': [
    "The server's Finished message does not fit the handshake that was seen.",
    'decrypt_error',
  ],
  'tls.client_certificate_requested': [
    'The server asks for a client certificate, which a notarized session cannot offer.',
    'handshake_failure',
  ],
  'tls.key_update_unexpected': [
    'The server changed its keys, or wanted the client to, where or as often as a notarized session does not allow.',
    'unexpected_message',
  ],

  'tls.record.type': ['A record has a type that TLS does not know.', 'unexpected_message'],
  'tls.record.version': ['A record does not bear the version that TLS 1.3 writes.', 'decode_error'],
  'tls.record.overflow': ['A record is longer than RFC 8446 section 5 allows.', 'record_overflow'],
  'tls.record.empty': ['A record is empty that must not be.', 'unexpected_message'],
  'tls.record.mac': ['A record does not authenticate.', 'bad_record_mac'],
  'tls.record.padding': ['A record holds nothing but padding.', 'unexpected_message'],
  'tls.record.sequence': ['More records were sent under one key than is safe.', 'internal_error'],
  'tls.record.unexpected': ['A record came that has no place here.', 'unexpected_message'],
  'tls.change_cipher_spec': [
    'A change_cipher_spec record is wrong or has no place here.',
    'unexpected_message',
  ],
  'tls.empty_flood': ['Too many records that carry nothing came in a row.', 'unexpected_message'],

  'tls.handshake.decode': ['A handshake message cannot be read.', 'decode_error'],
  'tls.handshake.unexpected_message': [
    'A handshake message came that has no place here.',
    'unexpected_message',
  ],
  'tls.handshake.fragment': ['A handshake message runs across a change of keys.', 'unexpected_message'],
  'tls.handshake.limits': [
    'A handshake message, or all of them, are longer than is accepted.',
    'decode_error',
  ],
  'tls.handshake.parameter': ['The server chose what it may not choose.', 'illegal_parameter'],
  'tls.handshake.suite': ['The server chose a cipher suite that was not offered.', 'illegal_parameter'],
  'tls.handshake.session_id': ['The server did not echo the session id.', 'illegal_parameter'],
  'tls.handshake.key_share': ['The key share of the server is not usable.', 'illegal_parameter'],
  'tls.handshake.retry': [
    'The HelloRetryRequest of the server asks for nothing that can be changed.',
    'illegal_parameter',
  ],
  'tls.handshake.alpn': ['The server chose a protocol that was not offered.', 'no_application_protocol'],
  'tls.handshake.extension_unsolicited': [
    'The server sent an extension that was not asked for.',
    'unsupported_extension',
  ],
  'tls.handshake.extension_misplaced': [
    'The server sent an extension in a message where it has no place.',
    'illegal_parameter',
  ],
  'tls.handshake.extension_duplicate': ['An extension stands twice in one message.', 'illegal_parameter'],
  'tls.handshake.extension_missing': ['A mandatory extension is missing.', 'missing_extension'],

  'tls.closed': ['The connection ended before the session was over.', undefined],
  'tls.after_close': ['Something came after the server had closed the session.', undefined],
  'tls.state': ['The session is not in a state that allows this call.', undefined],
  'tls.aborted': ['The caller gave up.', 'user_canceled'],
  'tls.deadline': ['The server did not answer in time.', 'user_canceled'],
  'tls.transport': ['The connection to the server broke.', undefined],
  'tls.internal': [
    'TLS failed in a way that was not foreseen; the cause is attached. Please report it.',
    'internal_error',
  ],

  'tls.hello.decode': ['The first record of the client is not one whole ClientHello.', undefined],
  'tls.hello.size': ['The ClientHello is longer than is carried.', undefined],
  'tls.hello.trailing': ['Something follows the ClientHello in its flight.', undefined],
  'tls.hello.sni': ['The ClientHello names another server than the session does.', undefined],
  'tls.hello.alpn': ['The ClientHello must offer http/1.1 and nothing else.', undefined],
  'tls.hello.version': ['The ClientHello must offer TLS 1.3 and nothing else.', undefined],
  'tls.hello.psk': ['The ClientHello offers a pre-shared key; only full handshakes are carried.', undefined],
  'tls.hello.early_data': ['The ClientHello announces early data; none is carried.', undefined],
  'tls.hello.extension': ['The ClientHello has an extension that is not carried.', undefined],
  'tls.hello.parameter': ['The ClientHello has a legacy field that TLS 1.3 does not allow.', undefined],
  'tls.hello.changed': [
    'The second ClientHello differs from the first in more than RFC 8446 section 4.1.2 allows.',
    undefined,
  ],

  'tls.audit.secrets': [
    'The disclosed handshake secrets do not open the handshake that was seen.',
    undefined,
  ],
  'tls.audit.incomplete': ['The handshake that was seen is not complete.', undefined],
  'tls.audit.client_flight': [
    'The client sent something else than its hello, and one Finished record.',
    undefined,
  ],
  'tls.audit.client_finished': [
    "The client's Finished message does not fit the handshake that was seen.",
    undefined,
  ],
} as const satisfies Record<string, readonly [text: string, alert: AlertName | undefined]>;

/** `tls.alert.<name>`: the server ended the session with this alert. `close_notify` is an end, not an error. */
export type AlertCode = `tls.alert.${AlertName}`;
/** Code of a {@link Tls13Error}. */
export type Tls13ErrorCode = keyof typeof CODES | AlertCode;

/** Every code, for tables and tests. */
export const TLS13_ERROR_CODES: readonly Tls13ErrorCode[] = [
  ...(Object.keys(CODES) as (keyof typeof CODES)[]),
  ...(Object.keys(ALERTS) as AlertName[]).map((name): AlertCode => `tls.alert.${name}`),
];

export interface Tls13ErrorDetails {
  /** What exactly, in words of this package; never bytes of a peer, never a secret. */
  readonly detail?: string;
  /** Another alert than the code's usual one. */
  readonly alert?: AlertName;
  /** False where it is the server that gave up: an alert is not answered by another. */
  readonly answer?: boolean;
  readonly cause?: unknown;
}

/** The one error of this package. Discriminate by `code`. Holds neither secrets nor bytes of a session. */
export class Tls13Error extends CodedError<Tls13ErrorCode> {
  override readonly name = 'Tls13Error';
  /** The alert that ends the session for this reason; undefined where none is due (RFC 8446 section 6.2). */
  readonly alert: AlertName | undefined;

  constructor(code: Tls13ErrorCode, { detail, alert, answer = true, cause }: Tls13ErrorDetails = {}) {
    const [text, usual] = describe(code);
    super(
      code,
      detail === undefined ? text : `${detail}. ${text}`,
      cause === undefined ? undefined : { cause },
    );
    this.alert = answer ? (alert ?? usual) : undefined;
  }
}

function describe(code: Tls13ErrorCode): readonly [string, AlertName | undefined] {
  if (Object.hasOwn(CODES, code)) return CODES[code as keyof typeof CODES];
  return [`The server ended the session with the alert ${code.slice('tls.alert.'.length)}.`, undefined];
}

/** Whatever was thrown, as the error of this package: what is foreign to it was not foreseen. */
export function asTls13Error(error: unknown): Tls13Error {
  return error instanceof Tls13Error ? error : new Tls13Error('tls.internal', { cause: error });
}
