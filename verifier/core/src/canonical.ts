import { decode, ProtoError } from '@cloudx3/proto';
import type { MessageShape } from '@cloudx3/proto';
import { fail, ok } from './result.ts';
import type { CoreResult } from './result.ts';

type Schema = Parameters<typeof decode>[0];

/** `decode` of `@cloudx3/proto` (rule ENC-2) as a value: what comes from outside is no exception. */
export function readCanonical<D extends Schema>(
  schema: D,
  bytes: Uint8Array,
  maxBytes: number,
): CoreResult<MessageShape<D>> {
  try {
    return ok(decode(schema, bytes, maxBytes));
  } catch (error) {
    if (error instanceof ProtoError) return fail(error.code, error.message);
    throw error;
  }
}
