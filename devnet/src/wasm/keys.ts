import type { Key } from '../state/kv.ts';
import { toKey } from '../state/kv.ts';
import { uint64Key } from '../state/uint64.ts';

// Keys of x/wasm: gas is paid by the byte, so they have the same lengths.
export const CODE_PREFIX = '\x01';
const CONTRACT_PREFIX = '\x02';
const STORE_PREFIX = '\x03';
export const NEXT_CODE_KEY = '\x04lastCodeId';
export const NEXT_INSTANCE_KEY = '\x04lastContractId';
const HISTORY_PREFIX = '\x05';
const BY_CODE_PREFIX = '\x06';
const PINNED_PREFIX = '\x07';
export const TX_COUNTER_KEY = '\x08';
const BY_CREATOR_PREFIX = '\x09';
export const PARAMS_KEY = '\x10';

/** Bytes of `block height ‖ tx index` in the secondary indices. */
export const POSITION_BYTES = 16;

export const codeKey = (codeId: bigint): Key => CODE_PREFIX + uint64Key(codeId);
export const contractKey = (address: Uint8Array): Key => CONTRACT_PREFIX + toKey(address);
export const contractStorePrefix = (address: Uint8Array): Key => STORE_PREFIX + toKey(address);
export const pinnedKey = (codeId: bigint): Key => PINNED_PREFIX + uint64Key(codeId);
export const historyPrefix = (address: Uint8Array): Key => HISTORY_PREFIX + toKey(address);
export const byCodePrefix = (codeId: bigint): Key => BY_CODE_PREFIX + uint64Key(codeId);
export const byCreatorPrefix = (creator: Uint8Array): Key =>
  BY_CREATOR_PREFIX + String.fromCharCode(creator.length) + toKey(creator);
