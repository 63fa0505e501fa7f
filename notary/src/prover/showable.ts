import { evaluateResponse } from '@cloudx3/verifier-core';
import type { Evaluation } from '@cloudx3/verifier-core';
import { notaryError } from '../session/error.ts';
import { echoesSecret } from './echo.ts';
import { valueOf } from './value-of.ts';
import type { RenderedExchange } from './rendered-exchange.ts';

/**
 * Rule SES-4, before anything of a response is shown: the prover judges it by the notary's own rules, and what the notary would refuse is not shown
 * to it at all; a response that repeats a secret is shown to nobody. Gives what the response says. Throws NotaryError.
 */
export function checkShowable(
  { request }: RenderedExchange,
  received: Uint8Array,
  sessionTimeMs: bigint,
): Evaluation {
  const evaluation = valueOf(evaluateResponse(request.operation, request.params, received, sessionTimeMs));
  if (echoesSecret(received, request.secrets)) throw notaryError('prover.secret_echoed');
  return evaluation;
}
