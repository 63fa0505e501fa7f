import { checkParams, renderRequest } from '@cloudx3/verifier-core';
import type { CheckedParams, RenderedRequest } from '@cloudx3/verifier-core';
import { valueOf } from './value-of.ts';
import type { NotarizeRequest } from './ports.ts';

/** A request that is ready to be sent. Holds the secrets, so it lives no longer than the exchange. */
export interface RenderedExchange {
  readonly request: NotarizeRequest;
  readonly params: CheckedParams;
  readonly rendered: RenderedRequest;
}

/** Checks parameters and secrets and renders the request, before anybody is asked for anything. Throws NotaryError. */
export function renderExchange(request: NotarizeRequest): RenderedExchange {
  const params = valueOf(checkParams(request.operation, request.params));
  const rendered = valueOf(renderRequest(request.operation, request.params, request.secrets));
  return { request, params, rendered };
}
