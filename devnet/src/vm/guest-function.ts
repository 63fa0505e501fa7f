import type { FunctionType } from './binary/module.ts';
import { ValueType } from './binary/value-type.ts';
import { describeSignature, describeTypes } from './signatures.ts';
import { VmError } from './vm-error.ts';

/** A function of the contract as the host calls it: pointers in, a pointer or nothing out. Pointers are unsigned. */
export type GuestFunction = (...pointers: number[]) => number;

interface Wanted {
  readonly name: string;
  readonly params: number;
  readonly results: 0 | 1;
}

/**
 * An exported function, held to what the host expects of it. Numbers of parameters and their types are looked at before the
 * call, results after it, as the VM does. Throws VmError.
 */
export function guestFunction(
  wanted: Wanted,
  candidate: unknown,
  signature: FunctionType | undefined,
): GuestFunction {
  if (typeof candidate !== 'function' || signature === undefined) {
    throw VmError.of('resolve', `Could not get export: Missing export ${wanted.name}`);
  }
  if (signature.params.length !== wanted.params) {
    throw new VmError(
      `The called function args arity does not match. The contract's method arity: ${signature.params.length}`,
    );
  }
  const run = candidate as (...args: number[]) => unknown;
  return (...pointers) => {
    refuseOtherParameters(signature);
    return pointerOf(run(...pointers), wanted, signature);
  };
}

function refuseOtherParameters(signature: FunctionType): void {
  if (signature.params.every((param) => param === ValueType.i32)) return;
  const given = describeTypes(signature.params.map(() => ValueType.i32));
  throw VmError.trap(`Parameters of type [${given}] did not match signature ${describeSignature(signature)}`);
}

function pointerOf(value: unknown, { name, results }: Wanted, signature: FunctionType): number {
  if (signature.results.length !== results) {
    throw new VmError(
      `Unexpected number of result values when calling '${name}'. Expected: ${results}, actual: ${signature.results.length}.`,
    );
  }
  if (results === 0) return 0;
  if (signature.results[0] === ValueType.i32 && typeof value === 'number') return value >>> 0;
  throw new VmError(
    `Couldn't convert from ${describeTypes(signature.results)} to u32. Input: ${String(value)}`,
  );
}
