import { Tls13Error } from '@cloudx3/tls13';
import { NotaryError, notaryError } from '../session/error.ts';
import { printable } from '../session/printable.ts';
import { isRefusalCode } from '../session/refusals.ts';

/** A refusal by the notary as an error. */
export function refusedBy({ code, message }: { code: string; message: string }): NotaryError {
  const words = printable(message);
  if (isRefusalCode(code)) return new NotaryError(code, `The notary refused: ${words}`, { refused: true });
  return notaryError('notary.refused', `${printable(code)}: ${words}`, { refused: true });
}

/** Why a WebSocket could not be opened. */
export function dialFailure(url: string, cause: unknown): NotaryError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const isTls = /CERT|ERR_TLS|ERR_SSL|SIGNATURE|EPROTO/.test(code);
  const detail = code === '' ? url : `${url} (${code})`;
  return notaryError(isTls ? 'notary.tls' : 'notary.unreachable', detail, { cause });
}

/** Any failure of a session as this package's error. */
export function asNotaryError(error: unknown, phase?: string): NotaryError {
  if (error instanceof NotaryError) {
    const { code, message, refused, step, engine, cause } = error;
    if (code === 'mpc.aborted') return notaryError('prover.aborted', undefined, { phase, cause: error });
    if (phase === undefined || error.phase !== undefined) return error;
    return new NotaryError(code, message, { phase, refused, step, engine, cause });
  }
  if (error instanceof Tls13Error) return new NotaryError(error.code, error.message, { phase, cause: error });
  const aborted = error instanceof Error && (error.name === 'AbortError' || error.name === 'TimeoutError');
  return notaryError(aborted ? 'prover.aborted' : 'prover.internal', undefined, { phase, cause: error });
}
