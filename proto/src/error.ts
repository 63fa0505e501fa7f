/** Codes of {@link ProtoError}. */
export const PROTO_ERROR_CODES = ['proto.too_large', 'proto.malformed', 'proto.not_canonical'] as const;

export type ProtoErrorCode = (typeof PROTO_ERROR_CODES)[number];

/** Bytes that are no message of ours. `message` names the message kind. */
export class ProtoError extends Error {
  override readonly name = 'ProtoError';
  readonly code: ProtoErrorCode;

  constructor(code: ProtoErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
