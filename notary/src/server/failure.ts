import { NotaryError } from '../session/error.ts';
import { refuse, isRefusalCode } from '../session/refusals.ts';
import type { Refusal } from '../session/refusals.ts';

/** What a prover is told of a failed engine. Its cause is for the log of the notary's operator. */
export function refusalOf(error: unknown): Refusal {
  const isRefusal = error instanceof NotaryError && isRefusalCode(error.code);
  return isRefusal ? { code: error.code, message: error.message } : refuse('notary.internal');
}
