import { NOTARY_ERRORS } from './error-codes.ts';
import type { MpcErrorCode } from './error-codes.ts';
import type { Refusal, RefusalCode } from './refusals.ts';

/** Every code that a {@link NotaryError} can carry: stable, fit for a metric's label. */
export type NotaryErrorCode = keyof typeof NOTARY_ERRORS | RefusalCode | MpcErrorCode;

export interface NotaryErrorDetails {
  /** Whether the code is the notary's own word. */
  readonly refused?: boolean;
  /** What the prover was doing; see `NOTARIZATION_PHASES`. */
  readonly phase?: string | undefined;
  /** What the MPC engine was doing: `start`, `setup`, `exchange` and the like. */
  readonly step?: string | undefined;
  /** The MPC engine's own words, bounded and reduced to printable ASCII. Never holds a byte of the request. */
  readonly engine?: string | undefined;
  readonly cause?: unknown;
}

/** The one error of this package. Discriminate by `code`. Never holds a secret, nor bytes of a request or response. */
export class NotaryError extends Error {
  override readonly name = 'NotaryError';
  readonly code: NotaryErrorCode;
  readonly refused: boolean;
  readonly phase: string | undefined;
  readonly step: string | undefined;
  readonly engine: string | undefined;

  constructor(code: NotaryErrorCode, message: string, details: NotaryErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = code;
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
