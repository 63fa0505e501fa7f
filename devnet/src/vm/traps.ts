import { VmError } from './vm-error.ts';

/** V8's words for traps, in those of the runtime that wasmd uses. */
const TRAPS: ReadonlyMap<string, string> = new Map([
  ['memory access out of bounds', 'out of bounds memory access'],
  ['divide by zero', 'integer divide by zero'],
  ['remainder by zero', 'integer divide by zero'],
  ['divide result unrepresentable', 'integer overflow'],
  ['float unrepresentable in integer range', 'invalid conversion to integer'],
  ['table index is out of bounds', 'undefined element: out of bounds table access'],
  ['null function or function signature mismatch', 'indirect call type mismatch'],
]);

/** What host functions throw passes through the runtime, which reports it as an error of its own. */
export function inGuest<T>(run: () => T): T {
  try {
    return run();
  } catch (error) {
    throw error instanceof VmError ? VmError.trap(error.reason, error) : error;
  }
}

/** Traps and engine limits, in the words of the runtime that wasmd uses. Anything else is a defect and thrown on. */
export function asVmError(error: unknown): VmError {
  if (error instanceof VmError) return error;
  if (error instanceof RangeError && error.message.includes('call stack')) {
    return VmError.trap('call stack exhausted', error);
  }
  if (error instanceof WebAssembly.RuntimeError) return VmError.trap(trapOf(error), error);
  throw error;
}

/** What may go wrong while an instance is made: segments that do not fit, and the start function. */
export function instantiationError(error: unknown): unknown {
  if (error instanceof WebAssembly.RuntimeError)
    return VmError.notInstantiated(`RuntimeError: ${trapOf(error)}`, error);
  if (error instanceof WebAssembly.LinkError) return VmError.notInstantiated(error.message, error);
  return error;
}

function trapOf(error: Error): string {
  return TRAPS.get(error.message) ?? error.message;
}
