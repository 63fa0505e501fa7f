/** What {@link VerifierError} can mean. */
export const VERIFIER_ERROR_CODES = [
  'verifier.file_unreadable',
  'verifier.file_malformed',
  'verifier.usage',
  'verifier.feed_unknown',
  'verifier.round_unknown',
  'verifier.operation_unknown',
  'verifier.transaction',
] as const;

export type VerifierErrorCode = (typeof VERIFIER_ERROR_CODES)[number];

/** Why something could not be checked at all. A check that fails is no error: it is a line of the verdict. */
export class VerifierError extends Error {
  override readonly name = 'VerifierError';
  readonly code: VerifierErrorCode;

  constructor(code: VerifierErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
