import type { ChargedIterator } from '../state/gas-store.ts';
import type { GasMeter } from '../state/gas-meter.ts';
import type { Key } from '../state/kv.ts';

/** The contract's own part of the state; accesses are charged to the SDK's meter. */
export interface ContractStorage {
  get(key: Key): Uint8Array | undefined;
  set(key: Key, value: Uint8Array): void;
  delete(key: Key): void;
  iterate(start: Key, end: Key | undefined, reverse: boolean): ChargedIterator;
}

/** Address conversions of the chain. A string result is the error text the contract gets to see. */
export interface AddressApi {
  canonicalize(human: string): Uint8Array | { readonly error: string };
  humanize(canonical: Uint8Array): string | { readonly error: string };
}

/** Everything a contract can reach outside its memory. */
export interface ContractHost {
  readonly storage: ContractStorage;
  /** Queries and their sub-calls may only read. */
  readonly readOnly: boolean;
  readonly addresses: AddressApi;
  readonly gas: GasMeter;
  /** Answers with the JSON of a SystemResult. `gasLimit` is in SDK gas. */
  query(request: Uint8Array, gasLimit: number): Uint8Array;
  debug(message: string): void;
}
