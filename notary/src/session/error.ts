import { CodedError } from '@cloudx3/errors';
import { NOTARY_ERRORS } from './error-codes.ts';
import type { MpcErrorCode } from './error-codes.ts';
import type { Refusal, RefusalCode } from './refusals.ts';

/**
 * Every code that a {@link NotaryError} can carry: stable, fit for a metric's label. `notary.*`, `prover.*` and `server.*` are this
 * package's own, `mpc.*` the MPC engine's; all others a notary can refuse with.
 */
export type NotaryErrorCode = keyof typeof NOTARY_ERRORS | RefusalCode | MpcErrorCode;

/** What a {@link NotaryError} says beside its code and message. */
export interface NotaryErrorDetails {
  /** Whether the code is the notary's own word. */
  readonly refused?: boolean;
  /** What the prover was doing; see `NOTARIZATION_PHASES`. */
  readonly phase?: string | undefined;
  /** What the MPC engine was doing: `start`, `setup`, `exchange` and the like. */
  readonly step?: string | undefined;
  /** The MPC engine's own words, bounded and reduced to printable ASCII. Never holds a byte of the request. */
  readonly engine?: string | undefined;
  /** The error that this one was made of. */
  readonly cause?: unknown;
}

/** The one error of this package. Discriminate by `code`. Never holds a secret, nor bytes of a request or response. */
export class NotaryError extends CodedError<NotaryErrorCode> {
  override readonly name = 'NotaryError';
  /** Whether the notary itself refused with this code. */
  readonly refused: boolean;
  /** What the prover was doing, of `NOTARIZATION_PHASES`; undefined where it was not notarizing. */
  readonly phase: string | undefined;
  /** What the MPC engine was doing; undefined where it was not the engine that failed. */
  readonly step: string | undefined;
  /** The MPC engine's own words, in at most 300 characters of printable ASCII. */
  readonly engine: string | undefined;

  constructor(code: NotaryErrorCode, message: string, details: NotaryErrorDetails = {}) {
    super(code, message, details.cause === undefined ? undefined : { cause: details.cause });
    this.refused = details.refused ?? false;
    this.phase = details.phase;
    this.step = details.step;
    this.engine = details.engine;
  }
}

/** An error of this package's own table, with its text. */
export function notaryError(
  code: keyof typeof NOTARY_ERRORS,
  detail?: string,
  details?: NotaryErrorDetails,
): NotaryError {
  return new NotaryError(
    code,
    detail === undefined ? NOTARY_ERRORS[code] : `${detail}. ${NOTARY_ERRORS[code]}`,
    details,
  );
}

/** A refusal as an error, where it has to climb out of what found it. */
export function refusedWith({ code, message }: Refusal, cause?: unknown): NotaryError {
  return new NotaryError(code, message, { cause });
}
