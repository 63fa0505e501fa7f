import { VmError } from '../vm-error.ts';
import type { WasmFormatError } from '../binary/byte-reader.ts';

export function refuse(message: string): never {
  throw VmError.of('staticValidation', message);
}

/** What wasmd says of bytes that are no module. */
export function deserializationError(error: WasmFormatError): VmError {
  return VmError.of(
    'staticValidation',
    `Wasm bytecode could not be deserialized. Deserialization error: "${error.message}"`,
    { cause: error },
  );
}
