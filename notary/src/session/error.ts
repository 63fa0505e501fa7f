import type { MpcErrorCode } from '../mpc/errors.ts';
import type { Refusal, RefusalCode } from './refusals.ts';

/** Failures that are neither a refusal by the notary nor a failure of the MPC engine, each with the way out. */
export const NOTARY_ERRORS = {
  'notary.unreachable':
    'The notary does not answer at its address. Check the address in the registry and the network.',
  'notary.tls': "The notary's TLS certificate is not one that is trusted here. Check its name and authority.",
  'notary.gone': 'The connection to the notary ended in the middle of the session. Open a new one.',
  'notary.protocol':
    'The notary sent something that is no part of the session protocol. It may be of another version.',
  'notary.refused':
    'The notary refused for a reason that this version does not know; its own words are in the message.',
  'notary.deadline': 'The notary did not answer in time.',
  'notary.attestation':
    'The notary sent an attestation that is not good, or not of this exchange. Do not use this notary.',
  'prover.request': 'The request cannot be made from these parameters and secrets.',
  'prover.secret_echoed': "The vendor's response contains the secret, so it was not shown to the notary.",
  'prover.busy': 'As many sessions are open as the prover may have. Wait for one to finish.',
  'prover.aborted': 'The caller gave up.',
  'prover.closed': 'The notarizer was closed.',
  'prover.internal':
    'The prover failed in a way it did not foresee; the cause is attached. Please report it.',
  'server.tls_files': 'The TLS certificate or key of the notary cannot be read.',
  'server.listen': 'The notary cannot listen on the address it was given.',
} as const satisfies Record<string, string>;

export type NotaryErrorCode = keyof typeof NOTARY_ERRORS | RefusalCode | MpcErrorCode;

export interface NotaryErrorDetails {
  /** Whether the code is the notary's own word. */
  readonly refused?: boolean;
  /** What the prover was doing; see `NOTARIZATION_PHASES`. */
  readonly phase?: string | undefined;
  readonly cause?: unknown;
}

/** The one error of this package. Discriminate by `code`. Never holds a secret, nor bytes of a request or response. */
export class NotaryError extends Error {
  override readonly name = 'NotaryError';
  readonly code: NotaryErrorCode;
  readonly refused: boolean;
  readonly phase: string | undefined;

  constructor(code: NotaryErrorCode, message: string, details: NotaryErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = code;
    this.refused = details.refused ?? false;
    this.phase = details.phase;
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
