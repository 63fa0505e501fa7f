import { concatBytes } from '@noble/hashes/utils.js';
import { moduleDerivedAddress } from '../auth/address.ts';
import { uint64Bytes } from '../state/uint64.ts';

const MODULE = 'wasm';

/** Address of the n-th instance on the chain. 32 bytes. */
export function classicAddress(codeId: bigint, instanceId: bigint): Uint8Array {
  return moduleDerivedAddress(MODULE, concatBytes(uint64Bytes(codeId), uint64Bytes(instanceId)));
}

/** Address of an instantiate2: known beforehand from code, creator and salt. 32 bytes. */
export function predictableAddress(
  checksum: Uint8Array,
  creator: Uint8Array,
  salt: Uint8Array,
  initMsg: Uint8Array,
): Uint8Array {
  const parts = [checksum, creator, salt, initMsg].flatMap((part) => [
    uint64Bytes(BigInt(part.length)),
    part,
  ]);
  return moduleDerivedAddress(MODULE, concatBytes(...parts));
}
