import { fail, ok } from '../result.ts';
import type { CoreResult } from '../result.ts';

/** Rule RES-3: a success status of the operation, or the outcome that names its kind. */
export function checkStatus(status: number, successStatuses: readonly number[]): CoreResult<undefined> {
  if (successStatuses.includes(status)) return ok();
  const message = `status ${status}`;
  if (status === 401 || status === 403) return fail('vendor.unauthorized', message);
  if (status === 404) return fail('vendor.not_found', message);
  if (status === 429) return fail('vendor.rate_limited', message);
  if (status >= 300 && status <= 399) return fail('vendor.redirect', message);
  return fail(status >= 500 && status <= 599 ? 'vendor.server_error' : 'vendor.status', message);
}
