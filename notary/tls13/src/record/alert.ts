/** RFC 8446 section 6 and appendix B.2: the alerts and their numbers, with the older ones that servers still send. */
export const ALERTS = {
  close_notify: 0,
  unexpected_message: 10,
  bad_record_mac: 20,
  decryption_failed: 21,
  record_overflow: 22,
  decompression_failure: 30,
  handshake_failure: 40,
  no_certificate: 41,
  bad_certificate: 42,
  unsupported_certificate: 43,
  certificate_revoked: 44,
  certificate_expired: 45,
  certificate_unknown: 46,
  illegal_parameter: 47,
  unknown_ca: 48,
  access_denied: 49,
  decode_error: 50,
  decrypt_error: 51,
  export_restriction: 60,
  protocol_version: 70,
  insufficient_security: 71,
  internal_error: 80,
  inappropriate_fallback: 86,
  user_canceled: 90,
  no_renegotiation: 100,
  missing_extension: 109,
  unsupported_extension: 110,
  certificate_unobtainable: 111,
  unrecognized_name: 112,
  bad_certificate_status_response: 113,
  bad_certificate_hash_value: 114,
  unknown_psk_identity: 115,
  certificate_required: 116,
  no_application_protocol: 120,
  ech_required: 121,
  /** Any number that is not in the table. It is never sent. */
  unknown: -1,
} as const;

/** An alert, as RFC 8446 section 6 names it. */
export type AlertName = keyof typeof ALERTS;

const NAMES = new Map<number, AlertName>(
  (Object.entries(ALERTS) as [AlertName, number][]).map(([name, number]) => [number, name]),
);

const WARNING = 1;
const FATAL = 2;

/** The content of an alert record. Level is `warning` for the two closure alerts only, as section 6 has it. */
export function encodeAlert(name: AlertName): Uint8Array {
  const level = name === 'close_notify' || name === 'user_canceled' ? WARNING : FATAL;
  return Uint8Array.of(level, ALERTS[name]);
}

/** The alert in a record's content; the level says nothing in TLS 1.3. Undefined if it is not one whole alert. */
export function decodeAlert(content: Uint8Array): AlertName | undefined {
  const [level, number] = content;
  if (content.length !== 2 || (level !== WARNING && level !== FATAL) || number === undefined)
    return undefined;
  return NAMES.get(number) ?? 'unknown';
}
