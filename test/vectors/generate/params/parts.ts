import type { CoreCode } from '@cloudx3/verifier-core';
import { POWER } from '../operations.ts';
import { hex, invalid } from '../vector.ts';

/** A list of parameters that the first operation does not take. */
export function refused(
  rule: string,
  name: string,
  code: CoreCode,
  params: { name: string; value: string }[],
) {
  return invalid(rule, name, code, { operation: hex(POWER.bytes), params });
}
