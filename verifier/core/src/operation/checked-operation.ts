import { domainDigest, encode, MAX_BYTES, OperationSchema } from '@cloudx3/proto';
import type { Operation } from '@cloudx3/proto';
import { readCanonical } from '../canonical.ts';
import { fail, ok } from '../result.ts';
import type { CoreResult } from '../result.ts';
import { checkOperation } from './op-2.ts';

declare const checked: unique symbol;

/** An operation that satisfies OP-2 and OP-3. Only {@link readOperation} and `defineOperation` make one. Not to be changed. */
export interface CheckedOperation {
  readonly [checked]: true;
  /** The operation as a message. */
  readonly message: Operation;
  /** Canonical bytes. */
  readonly bytes: Uint8Array;
  /** 32 bytes (rule OP-1). */
  readonly id: Uint8Array;
}

/** Reads an operation strictly: ENC-2, then OP-2 and OP-3. */
export function readOperation(bytes: Uint8Array): CoreResult<CheckedOperation> {
  const message = readCanonical(OperationSchema, bytes, MAX_BYTES.operation);
  return message.ok ? checkedOperation(message.value) : message;
}

/** Checks a message and gives it its bytes and id. Not exported by the package. */
export function checkedOperation(message: Operation): CoreResult<CheckedOperation> {
  const check = checkOperation(message);
  if (!check.ok) return check;
  const bytes = encode(OperationSchema, message);
  if (bytes.length > MAX_BYTES.operation) {
    return fail('proto.too_large', `${bytes.length} bytes, at most ${MAX_BYTES.operation} are read`);
  }
  return ok({ message, bytes, id: domainDigest('operation', bytes) } as CheckedOperation);
}
