import { wasmError } from '../tx/sdk-error.ts';
import { StaticLimits } from '../vm/limits.ts';
import { isJson } from './json.ts';

const MAX_LABEL = 128;
const MAX_SALT = 64;
/** Controls, formats, separators other than the plain space, unassigned: what Go's unicode.IsPrint refuses. */
const UNPRINTABLE = /[\p{C}\p{Zl}\p{Zp}]|(?! )\p{Zs}/u;

export function checkWasmCode(bytes: Uint8Array): void {
  if (bytes.length === 0) throw wasmError('empty', 'is required');
  if (bytes.length > StaticLimits.wasmBytes) {
    throw wasmError('limit', `cannot be longer than ${StaticLimits.wasmBytes} bytes`);
  }
}

export function checkLabel(label: string): void {
  if (label === '') throw wasmError('empty', 'is required');
  if (Buffer.byteLength(label) > MAX_LABEL)
    throw wasmError('limit', `cannot be longer than ${MAX_LABEL} characters`);
  if (label !== label.trim()) throw wasmError('invalid', 'label must not start/end with whitespaces');
  if (UNPRINTABLE.test(label)) throw wasmError('invalid', 'label must have printable characters only');
}

export function checkSalt(salt: Uint8Array): void {
  if (salt.length === 0) throw wasmError('empty', 'is required');
  if (salt.length > MAX_SALT) throw wasmError('limit', `cannot be longer than ${MAX_SALT} characters`);
}

export function checkJson(msg: Uint8Array): void {
  if (!isJson(msg)) throw wasmError('invalid');
}
