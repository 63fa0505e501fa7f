import type { AddressCodec } from '../../auth/address.ts';
import type { BankKeeper } from '../../bank/bank-keeper.ts';
import type { ExecutionContext } from '../../state/context.ts';
import { sdkError } from '../../tx/sdk-error.ts';
import type { CodeStore } from '../code-store.ts';

/** What answers to a contract's questions are made of. */
export interface ContractQueryDeps {
  readonly addresses: AddressCodec;
  readonly bank: BankKeeper;
  readonly codes: CodeStore;
  /** Asks another contract. */
  readonly smart: (ctx: ExecutionContext, contract: Uint8Array, msg: Uint8Array) => Uint8Array;
}

/** Throws SdkError `invalid address`. */
export function addressOf({ addresses }: ContractQueryDeps, text: string): Uint8Array {
  const address = addresses.tryDecode(text);
  if (address instanceof Uint8Array) return address;
  throw sdkError('invalidAddress', text);
}
