/** Families of failures of the VM, worded as wasmd's VM words them. */
export const VmErrorKind = {
  staticValidation: 'Error during static Wasm validation',
  compile: 'Error compiling Wasm',
  runtime: 'Error executing Wasm',
  resolve: 'Error resolving Wasm function',
  instantiation: 'Error instantiating a Wasm module',
  communication: 'Error in guest/host communication',
  generic: 'Generic error',
} as const;

/**
 * A contract or its bytes broke the rules of the VM. It ends the message like a contract error would, but it is not one:
 * its text never reaches another contract.
 */
export class VmError extends Error {
  override readonly name = 'VmError';

  /** The message without the words that all of them begin with. */
  readonly reason: string;

  constructor(reason: string, options?: ErrorOptions) {
    super(`Error calling the VM: ${reason}`, options);
    this.reason = reason;
  }

  static of(kind: keyof typeof VmErrorKind, message: string, options?: ErrorOptions): VmError {
    return new VmError(`${VmErrorKind[kind]}: ${message}`, options);
  }

  /** A trap, or a host function's refusal, as the runtime reports it. */
  static trap(reason: string, cause?: unknown): VmError {
    return VmError.of('runtime', `Wasmer runtime error: RuntimeError: ${reason}`, { cause });
  }

  /** No instance could be made of code that was accepted. */
  static notInstantiated(reason: string, cause?: unknown): VmError {
    return VmError.of('instantiation', `Error instantiating module: ${reason}`, { cause });
  }

  static aborted(message: string): VmError {
    return new VmError(`Aborted: ${message}`);
  }

  static writeDenied(): VmError {
    return new VmError('Must not call a writing storage function in this context.');
  }
}
