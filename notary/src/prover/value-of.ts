import type { CoreResult } from '@cloudx3/verifier-core';
import { NotaryError } from '../session/error.ts';

/** The value of a check, or its code as an error. Core's messages name fields and never quote secrets. */
export function valueOf<T>(result: CoreResult<T>): T {
  if (result.ok) return result.value;
  const { code, message, field } = result;
  throw new NotaryError(code, field === undefined ? message : `${field}: ${message}`);
}
