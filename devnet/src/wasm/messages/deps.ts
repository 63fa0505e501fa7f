import type { AddressCodec } from '../../auth/address.ts';
import type { CodeStore } from '../code-store.ts';
import type { WasmKeeper } from '../wasm-keeper.ts';

/** What the messages of x/wasm work on. */
export interface WasmMessageDeps {
  readonly addresses: AddressCodec;
  readonly codes: CodeStore;
  readonly wasm: WasmKeeper;
}
