import { CodedError } from '@cloudx3/errors';

/**
 * Codes of {@link ProtoError} (rule ENC-2): longer than the kind may be, no message of the kind, or a message in another form than its
 * canonical one. Which of the last two is said may differ between codecs.
 */
export const PROTO_ERROR_CODES = ['proto.too_large', 'proto.malformed', 'proto.not_canonical'] as const;

/** One of {@link PROTO_ERROR_CODES}. */
export type ProtoErrorCode = (typeof PROTO_ERROR_CODES)[number];

/** Bytes that are no message of ours. `message` names the message kind. */
export class ProtoError extends CodedError<ProtoErrorCode> {
  override readonly name = 'ProtoError';
}
