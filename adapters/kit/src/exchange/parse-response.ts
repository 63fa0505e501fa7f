import { evaluateResponse } from '@cloudx3/verifier-core';
import type { CheckedOperation, Params } from '@cloudx3/verifier-core';

/** Readings and the vendor's time, or why there are none (RES-1 to CON-1). A notary runs the same function on the same bytes. */
export const parseResponse: (
  operation: CheckedOperation,
  params: Params,
  response: Uint8Array,
  sessionTimeMs: Parameters<typeof evaluateResponse>[3],
) => ReturnType<typeof evaluateResponse> = evaluateResponse;
