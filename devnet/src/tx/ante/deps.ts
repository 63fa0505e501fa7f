import type { Account } from '../../auth/account.ts';
import type { AccountKeeper } from '../../auth/account-keeper.ts';
import type { BankKeeper } from '../../bank/bank-keeper.ts';
import type { ExecutionContext } from '../../state/context.ts';
import type { GasPrice } from '../gas-price.ts';
import { sdkError } from '../sdk-error.ts';
import type { Transaction } from '../transaction.ts';

export interface AnteDeps {
  readonly accounts: AccountKeeper;
  readonly bank: BankKeeper;
  readonly minGasPrices: readonly GasPrice[];
}

/** In the order in which the messages name them. Throws SdkError for a text that is no address. */
export function signerAddresses({ accounts }: AnteDeps, tx: Transaction): Uint8Array[] {
  return tx.signers.map((signer) => accounts.addresses.decode(signer));
}

/** Throws SdkError `unknown address`. */
export function mustAccount({ accounts }: AnteDeps, ctx: ExecutionContext, address: Uint8Array): Account {
  const account = accounts.get(ctx, address);
  if (account !== undefined) return account;
  throw sdkError('unknownAddress', `account ${accounts.addresses.encode(address)} does not exist`);
}
