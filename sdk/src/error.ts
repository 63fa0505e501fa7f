import { CodedError } from '@cloudx3/errors';

/** What {@link SdkError} can mean, with the way out for each. */
export const SDK_ERRORS = {
  'sdk.unreachable': 'The chain did not answer. Check the RPC address and that the chain is running.',
  'sdk.wrong_chain':
    'The RPC belongs to another chain than the one asked for. Check the RPC address or the chain id.',
  'sdk.not_yet':
    'The block is not there yet, or what it came to is not: a chain counts a block before it has run it. Ask again in a moment.',
  'sdk.query_failed': 'The chain refused a query.',
  'sdk.contract': 'The contract refused a query; its own code is in contractCode.',
  'sdk.tx_rejected':
    'The chain refused a transaction before it ran (fee, sequence, funds or signature); nothing happened.',
  'sdk.tx_failed': 'A transaction ran and failed; its effects were undone, its fee was paid.',
  'sdk.tx_unknown':
    'A transaction was sent and is not on chain yet; ask again by its hash before sending another.',
  'sdk.argument':
    'An argument does not fit into the message that carries it; 64-bit numbers end at 2^53 - 1 in JSON.',
  'sdk.malformed': 'The chain answered in a shape that this version does not know.',
} as const;

/** Stable; see {@link SDK_ERRORS}. */
export type SdkErrorCode = keyof typeof SDK_ERRORS;

/** What an {@link SdkError} knows besides its code. */
export interface SdkErrorDetails {
  /** Dotted code of the contract's own error, for example "report.quorum". */
  readonly contractCode?: string | undefined;
  /** Of the transaction that it is about, upper-case hex. */
  readonly txHash?: string | undefined;
  /** What was thrown below. */
  readonly cause?: unknown;
}

/** The one error of this package. Discriminate by `code`; {@link SDK_ERRORS} says the way out. */
export class SdkError extends CodedError<SdkErrorCode> {
  override readonly name = 'SdkError';
  /** Dotted code of the contract's own error, for example "report.quorum". */
  readonly contractCode: string | undefined;
  /** Of the transaction that it is about, upper-case hex. */
  readonly txHash: string | undefined;

  constructor(code: SdkErrorCode, message: string, details: SdkErrorDetails = {}) {
    super(code, message, details.cause === undefined ? undefined : { cause: details.cause });
    this.contractCode = details.contractCode;
    this.txHash = details.txHash;
  }
}
