import { AccessType } from 'cosmjs-types/cosmwasm/wasm/v1/types';
import type { AccessConfig } from 'cosmjs-types/cosmwasm/wasm/v1/types';
import type { AddressCodec } from '../auth/address.ts';
import { sdkError, wasmError, wrapping } from '../tx/sdk-error.ts';
import { StaticLimits } from '../vm/limits.ts';
import { isJson } from './json.ts';

const MAX_LABEL = 128;
const MAX_SALT = 64;
const MAX_ADDRESSES = 50;
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

/** Who may instantiate code (AccessConfig.ValidateBasic). Throws SdkError. */
export function checkAccess({ permission, addresses }: AccessConfig, codec: AddressCodec): void {
  switch (permission) {
    case AccessType.ACCESS_TYPE_NOBODY:
    case AccessType.ACCESS_TYPE_EVERYBODY:
      return;
    case AccessType.ACCESS_TYPE_ANY_OF_ADDRESSES:
      wrapping('addresses', () => checkAddresses(addresses, codec));
      return;
    case AccessType.ACCESS_TYPE_UNSPECIFIED:
      throw wasmError('empty', 'type');
    default:
      throw wasmError('invalid', `unknown type: "${String(permission)}"`);
  }
}

function checkAddresses(addresses: readonly string[], codec: AddressCodec): void {
  if (addresses.length === 0) throw wasmError('empty', 'addresses');
  if (addresses.length > MAX_ADDRESSES) {
    throw sdkError('invalidRequest', `total number of addresses is greater than ${MAX_ADDRESSES}`);
  }
  for (const address of addresses) wrapping(`address: ${address}`, () => codec.decode(address));
  // Bech32 is the same in capitals.
  const distinct = new Set(addresses.map((address) => address.toUpperCase()));
  if (distinct.size < addresses.length) throw wasmError('duplicate', 'duplicate addresses');
}

export function checkJson(msg: Uint8Array): void {
  if (!isJson(msg)) throw wasmError('invalid');
}
