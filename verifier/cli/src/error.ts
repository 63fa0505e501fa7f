import { CodedError } from '@cloudx3/errors';

/**
 * What {@link VerifierError} can mean: a file cannot be read, is none of ours, or cannot be written; the arguments do not fit together; the
 * chain knows no such feed, round or operation, or shows no transaction with the report.
 */
export const VERIFIER_ERROR_CODES = [
  'verifier.file_unreadable',
  'verifier.file_malformed',
  'verifier.file_unwritable',
  'verifier.usage',
  'verifier.feed_unknown',
  'verifier.round_unknown',
  'verifier.operation_unknown',
  'verifier.transaction',
] as const;

/** One of {@link VERIFIER_ERROR_CODES}. */
export type VerifierErrorCode = (typeof VERIFIER_ERROR_CODES)[number];

/** Why something could not be checked at all. A check that fails is no error: it is a line of the verdict. */
export class VerifierError extends CodedError<VerifierErrorCode> {
  override readonly name = 'VerifierError';
}
