import { renderRequest } from '@cloudx3/verifier-core';
import type { CheckedOperation, CoreResult, Params, RenderedRequest } from '@cloudx3/verifier-core';
import type { Credentials } from '../auth/credentials.ts';

/** The request as it is sent, with the places of the secrets in it (REQ-1). Nodes and tests make requests here and nowhere else. */
export function prepareRequest(
  operation: CheckedOperation,
  params: Params,
  credentials: Credentials,
): CoreResult<RenderedRequest> {
  return renderRequest(operation, params, credentials.reveal());
}
